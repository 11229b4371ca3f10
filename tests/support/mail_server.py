"""A real SMTP server that answers as a test tells it to: full, broken, silent, or well."""

import asyncio
import email
import email.policy
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from deploy.free_port import free_port

ACCEPTED = "250 kept"
HANGS_UP, SAYS_NOTHING = "hangs up", "says nothing"
"""Instead of an answer to DATA: the mail is kept or not, and nobody is told."""


class MailServer:
    """``mails`` are those it took responsibility for. Answers are given once each, then it is well.

    ``hangs_at_farewell``: it takes a mail and then never says goodbye. ``account``: name and password
    without which it takes none. ``tls``: how it speaks in secret, and whether from the first word on.
    ``seconds``: how long it thinks about a mail.
    """

    def __init__(
        self,
        account: tuple[str, str] | None = None,
        *,
        tls: tuple[ssl.SSLContext, bool] | None = None,
        seconds: float = 0.0,
    ) -> None:
        self._account = account
        self._tls = tls
        self._seconds = seconds
        self._transports: list[Any] = []
        self._at_once: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.greetings: list[str] = []
        self.hangs_at_farewell = False
        self._answers: dict[str, list[str]] = {"MAIL": [], "RCPT": [], "DATA": []}
        self.port = free_port()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def answers(self, command: str, *lines: str) -> None:
        """What to say to the next MAIL, RCPT or DATA."""
        self._answers[command] += lines

    def start(self) -> "MailServer":
        """Listen; also again after a stop, on the same port."""
        needs = {"authenticator": self._admit, "auth_required": True, "auth_require_tls": False}
        given: dict[str, Any] = dict(needs) if self._account else {}
        if self._tls:
            context, from_first_word = self._tls
            secret = {"tls_context": context, "require_starttls": True}
            given |= {"ssl_context": context} if from_first_word else secret
        self._controller = _Controller(self, hostname="127.0.0.1", port=self.port, **given)
        self._controller.start()
        return self

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_EHLO(
        self, server: Any, session: Any, _envelope: Any, name: str, responses: list[str]
    ) -> list[str]:
        self._transports.append(server.transport)
        session.host_name = name
        self.greetings.append(name)
        return responses

    async def handle_MAIL(
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if answer := self._next("MAIL"):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if answer := self._next("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        answer = self._next("DATA")
        if answer == HANGS_UP:
            server.transport.abort()
            raise ConnectionResetError
        if answer == SAYS_NOTHING:
            await asyncio.sleep(3600)
        if answer:
            return answer
        await self._think(envelope.rcpt_tos[0].rpartition("@")[2])
        content = envelope.original_content
        mail = email.message_from_bytes(content, policy=email.policy.default)
        self.mails.append(mail)  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        return ACCEPTED

    async def _think(self, domain: str) -> None:
        self._at_once[domain] += 1
        self.most_at_once[domain] = max(self.most_at_once[domain], self._at_once[domain])
        await asyncio.sleep(self._seconds)
        self._at_once[domain] -= 1

    def hangs_up_on_everybody(self) -> None:
        """Close every connection, as servers do that waited long enough."""
        assert self._controller is not None
        for transport in self._transports:
            self._controller.loop.call_soon_threadsafe(transport.abort)

    def _admit(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, shown: LoginPassword
    ) -> AuthResult:
        is_known = (shown.login.decode(), shown.password.decode()) == self._account
        return AuthResult(success=is_known, handled=False)

    def _next(self, command: str) -> str:
        return self._answers[command].pop(0) if self._answers[command] else ""


class _Farewell(SMTP):
    async def smtp_QUIT(self, arg: str) -> None:
        if not self.event_handler.hangs_at_farewell:
            await super().smtp_QUIT(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Farewell(self.handler, **self.SMTP_kwargs)


@contextmanager
def silent_server() -> Iterator[str]:
    """The URL of a server that takes connections and then says nothing, ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def hold() -> None:
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return

    threading.Thread(target=hold, daemon=True).start()
    yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for connection in held:
        connection.close()


def text_parts(mail: EmailMessage) -> str:
    """All that a mail says, decoded: headers, plain text, page and calendar."""
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    parts = [
        bytes(part.get_payload(decode=True) or b"").decode()
        for part in mail.walk()
        if not part.is_multipart()
    ]
    return "\n".join([headers, *parts])
