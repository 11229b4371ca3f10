"""Sending mail: aiosmtplib, and what its answers mean for us."""

import asyncio
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

TIMEOUT_SECONDS = 10.0
PERMANENT = 500


class TemporaryFailure(Exception):
    """Not now: try again later."""


class PermanentFailure(Exception):
    """Never like this: the address or the mail is refused."""


@dataclass(frozen=True)
class Mailer:
    """The way to the mail server named by ``url``: smtp://, smtps:// or smtp+starttls://."""

    url: str

    def send(self, mail: EmailMessage) -> None:
        """Hand one mail over. Raises: TemporaryFailure; PermanentFailure."""
        try:
            asyncio.run(self._send(mail))
        except aiosmtplib.SMTPRecipientsRefused as refusal:
            self._refused(refusal.recipients[0].code, str(refusal))
        except aiosmtplib.SMTPResponseException as refusal:
            self._refused(refusal.code, refusal.message)
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as problem:
            raise TemporaryFailure(repr(problem)[:300]) from problem

    @staticmethod
    def _refused(code: int, message: str) -> None:
        reason = f"{code} {message}"[:300]
        if code >= PERMANENT:
            raise PermanentFailure(reason)
        raise TemporaryFailure(reason)

    async def _send(self, mail: EmailMessage) -> None:
        parts = urlsplit(self.url)
        await aiosmtplib.send(
            mail,
            hostname=parts.hostname,
            port=parts.port,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            use_tls=parts.scheme == "smtps",
            start_tls=parts.scheme == "smtp+starttls",
            timeout=TIMEOUT_SECONDS,
        )
