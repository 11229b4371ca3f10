"""Sending mail: aiosmtplib, and what its answers mean for us."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from services.notification.domain.notice import PERMANENT

FAREWELL_SECONDS = 1.0
_ADDRESS = re.compile(r"[^\s<>:;,()\"']+@[^\s<>:;,()\"']+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Failure(Exception):
    """A mail was not taken. The text begins with a code and names no address."""


class TemporaryFailure(Failure):
    """Not now: try again later."""


class PermanentFailure(Failure):
    """Never like this: the address or the mail is refused."""


@dataclass(frozen=True)
class Mailer:
    """The way to the mail server named by ``url``: smtp://, smtps:// or smtp+starttls://.

    ``seconds``: how long the server may take for one mail, all its answers together. ``name``: what
    we call ourselves; the machine's own name is nobody's business and slow to find out.
    """

    url: str
    name: str
    seconds: float

    def send(self, mail: EmailMessage) -> None:
        """Hand one mail to one person over. Raises: TemporaryFailure; PermanentFailure.

        Only an answer about this address or this mail is final. Whatever a server says before that
        (full, wrong password, sender unknown) is between the servers and may heal.
        """
        try:
            asyncio.run(self._send(mail))
        except aiosmtplib.SMTPRecipientsRefused as refusal:
            [refused] = refusal.recipients
            self._refused(refused.code, refused.message)
        except aiosmtplib.SMTPDataError as refusal:
            self._refused(refusal.code, refusal.message)
        except aiosmtplib.SMTPNotSupported as problem:
            raise PermanentFailure("address_unsupported") from problem
        except aiosmtplib.SMTPResponseException as problem:
            raise TemporaryFailure(_reason(problem.code, problem.message)) from problem
        except TimeoutError as problem:
            raise TemporaryFailure("timed_out") from problem
        except ValueError as problem:
            raise PermanentFailure("address_unreadable") from problem
        except (aiosmtplib.SMTPException, OSError) as problem:
            raise TemporaryFailure(f"no_connection {type(problem).__name__}") from problem

    @staticmethod
    def _refused(code: int, message: str) -> None:
        kind = PermanentFailure if code >= PERMANENT else TemporaryFailure
        raise kind(_reason(code, message))

    async def _send(self, mail: EmailMessage) -> None:
        parts = urlsplit(self.url)
        client = aiosmtplib.SMTP(
            hostname=parts.hostname,
            port=parts.port,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            local_hostname=self.name,
            use_tls=parts.scheme == "smtps",
            start_tls=parts.scheme == "smtp+starttls",
            timeout=self.seconds,
        )
        try:
            async with asyncio.timeout(self.seconds):
                await client.connect()
                await client.send_message(mail)
            # The mail is theirs now: a server that hangs at the farewell must not undo that.
            with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                async with asyncio.timeout(FAREWELL_SECONDS):
                    await client.quit()
        finally:
            client.close()


def _reason(code: int, message: str) -> str:
    """What a server said, on one line and without addresses: staff read it, logs keep it."""
    return f"{code} {_ADDRESS.sub('…', _CONTROL.sub(' ', message))}"[:200].strip()
