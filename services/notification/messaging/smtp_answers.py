"""What the answers of a mail server mean for us, in words without addresses."""

import re

import aiosmtplib

from services.notification.domain.notice import PERMANENT
from services.notification.messaging.channel import Failure, PermanentFailure, TemporaryFailure

REFUSAL = 400
"""From here on a mail server's answer says that it did not take the mail (RFC 5321)."""
_ADDRESS = re.compile(r"[^\s<>:;,()\"']+@[^\s<>:;,()\"']+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def failure_of(problem: BaseException) -> Failure:
    """Whether another try may help.

    Only an answer about this address or this mail is final. Whatever a server says before that
    (full, wrong password, sender unknown) is between the servers and may heal.
    """
    match problem:
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            kind = PermanentFailure if problem.code >= PERMANENT else TemporaryFailure
            return kind(without_addresses(f"{problem.code} {problem.message}"))
        case aiosmtplib.SMTPNotSupported():
            return PermanentFailure("address_unsupported")
        case aiosmtplib.SMTPResponseException():
            return TemporaryFailure(without_addresses(f"{problem.code} {problem.message}"))
        case TimeoutError():
            return TemporaryFailure("timed_out")
        # A certificate that is not believed is a ValueError as well, and says nothing of the address.
        case ValueError() if not isinstance(problem, OSError):
            return PermanentFailure("address_unreadable")
        case _:
            return TemporaryFailure(f"no_connection {type(problem).__name__}")


def without_addresses(text: str) -> str:
    """What a server said, on one line and without addresses: staff read it, logs keep it."""
    return _ADDRESS.sub("…", _CONTROL.sub(" ", text))[:200].strip()
