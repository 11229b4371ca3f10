"""Mails over open connections to one server; never two tries where the first may have worked."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import aiosmtplib

from services.notification.messaging.channel import (
    Failure,
    Message,
    TemporaryFailure,
    UncertainFailure,
)
from services.notification.messaging.smtp_answers import REFUSAL, failure_of

CONNECTIONS, PER_DOMAIN = 16, 4
IDLE_SECONDS, FAREWELL_SECONDS = 20.0, 1.0
PATIENCE_SECONDS = 15.0
"""A mail that could not be begun by then is left for a later try, so that a lease lasts."""


@dataclass(frozen=True)
class SmtpServer:
    """Where mails go: smtp://, smtps:// or smtp+starttls://, and what we call ourselves there.

    ``seconds``: how long it may take for one mail, all its answers together. ``ca_file``: whose
    certificates are believed, where it is not one of the public authorities.
    """

    url: str
    name: str
    sender: str
    seconds: float
    ca_file: str | None = None

    def client(self) -> aiosmtplib.SMTP:
        """A connection that is not open yet."""
        parts = urlsplit(self.url)
        return aiosmtplib.SMTP(
            hostname=parts.hostname,
            port=parts.port,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            # The machine's own name is nobody's business and slow to find out.
            local_hostname=self.name,
            use_tls=parts.scheme == "smtps",
            start_tls=parts.scheme == "smtp+starttls",
            timeout=self.seconds,
            cert_bundle=self.ca_file,
        )


class _Turn:
    """Some mails at once: when a connection cannot be made for one, the others need not try."""

    def __init__(self, begun_at: float) -> None:
        self.until = begun_at + PATIENCE_SECONDS
        self.away: Failure | None = None


class _HandingOver:
    """One mail on its way; knows whether the server may have all of it."""

    def __init__(self, message: Message, sender: str) -> None:
        self._message = message
        self._sender = sender
        self.is_with_server = False

    async def through(self, client: aiosmtplib.SMTP) -> None:
        """Raises: what aiosmtplib raises."""
        message, options, notify = self._message, [f"SIZE={len(self._message.content)}"], []
        if not message.address.isascii():
            if not client.supports_extension("smtputf8"):
                raise aiosmtplib.SMTPNotSupported("SMTPUTF8")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        if client.supports_extension("dsn"):
            options += ["RET=HDRS", f"ENVID={message.notice_id}"]
            notify = ["NOTIFY=FAILURE,DELAY"]
        if not client.supports_extension("size"):
            del options[0]
        await client.mail(self._sender, options=options)
        await client.rcpt(message.address, options=notify, encoding="utf-8")
        self.is_with_server = True
        await client.data(message.content)

    def is_unanswered(self, problem: Exception) -> bool:
        """True when the server may have taken the mail and nobody knows."""
        is_verdict = isinstance(problem, aiosmtplib.SMTPDataError) and problem.code >= REFUSAL
        return self.is_with_server and not is_verdict


class SmtpPool:
    """All connections to the server; lives in one event loop."""

    def __init__(
        self, server: SmtpServer, *, most: int = CONNECTIONS, per_domain: int = PER_DOMAIN
    ) -> None:
        self._server = server
        self._idle: list[aiosmtplib.SMTP] = []
        self._free = asyncio.Semaphore(most)
        self._domains: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(per_domain)
        )
        self._wanted: Counter[str] = Counter()
        self._closing: asyncio.TimerHandle | None = None
        self._leaving: list[asyncio.Future[None]] = []

    async def deliver(self, messages: Sequence[Message]) -> list[Failure | None]:
        """Hand mails over side by side; what became of each, in their order."""
        loop = asyncio.get_running_loop()
        if self._closing is not None:
            self._closing.cancel()
        turn = _Turn(loop.time())
        try:
            return await asyncio.gather(*(self._deliver(each, turn) for each in messages))
        finally:
            self._closing = loop.call_later(IDLE_SECONDS, self._close_idle)

    async def _deliver(self, message: Message, turn: _Turn) -> Failure | None:
        async with self._at_domain(message.address.rpartition("@")[2].lower()), self._free:
            if turn.away is not None:
                return turn.away
            if asyncio.get_running_loop().time() > turn.until:
                return TemporaryFailure("server_slow")
            return await self._within_time(message, turn)

    @asynccontextmanager
    async def _at_domain(self, domain: str) -> AsyncIterator[None]:
        self._wanted[domain] += 1
        try:
            async with self._domains[domain]:
                yield
        finally:
            self._wanted[domain] -= 1
            if not self._wanted[domain]:
                del self._wanted[domain], self._domains[domain]

    async def _within_time(self, message: Message, turn: _Turn) -> Failure | None:
        mail = _HandingOver(message, self._server.sender)
        try:
            async with asyncio.timeout(self._server.seconds):
                await self._hand_over(mail, turn)
        except TemporaryFailure as failure:
            return failure
        except Exception as problem:
            if mail.is_unanswered(problem):
                return UncertainFailure(f"no_answer {type(problem).__name__}")
            return failure_of(problem)
        return None

    async def _hand_over(self, mail: _HandingOver, turn: _Turn) -> None:
        while client := self._idle_one():
            try:
                await self._through(client, mail)
                return
            except aiosmtplib.SMTPServerDisconnected:
                # It was closed while nobody used it: before the mail was handed over, that is no failure.
                if mail.is_with_server:
                    raise
        await self._through(await self._connected(turn), mail)

    async def _through(self, client: aiosmtplib.SMTP, mail: _HandingOver) -> None:
        try:
            await mail.through(client)
        except aiosmtplib.SMTPResponseException:
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.rset()
            self._keep(client)
            raise
        except BaseException:
            client.close()
            raise
        self._keep(client)

    def _idle_one(self) -> aiosmtplib.SMTP | None:
        while self._idle:
            client = self._idle.pop()
            if client.is_connected:
                return client
        return None

    def _keep(self, client: aiosmtplib.SMTP) -> None:
        if client.is_connected:
            self._idle.append(client)

    async def _connected(self, turn: _Turn) -> aiosmtplib.SMTP:
        client = self._server.client()
        try:
            await client.connect()
        except Exception as problem:
            client.close()
            # Nothing was said about any mail yet: whatever it is, it may heal.
            turn.away = TemporaryFailure(str(failure_of(problem)))
            raise turn.away from problem
        except BaseException:
            client.close()
            turn.away = TemporaryFailure("timed_out")
            raise
        return client

    def _close_idle(self) -> None:
        idle, self._idle = self._idle, []
        self._leaving = [asyncio.ensure_future(_farewell(client)) for client in idle]


async def _farewell(client: aiosmtplib.SMTP) -> None:
    # Its mails are theirs already: a server that hangs at the farewell must not undo that.
    with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        async with asyncio.timeout(FAREWELL_SECONDS):
            await client.quit()
    client.close()
