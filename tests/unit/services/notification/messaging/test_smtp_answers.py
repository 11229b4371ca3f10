"""Which answers of a mail server are final."""

import ssl

import aiosmtplib
import pytest

from services.notification.messaging.channel import PermanentFailure, TemporaryFailure
from services.notification.messaging.smtp_answers import failure_of

NOBODY = aiosmtplib.SMTPRecipientRefused(550, "5.1.1 user unknown", "x@y.example")
FULL = aiosmtplib.SMTPRecipientRefused(452, "4.2.2 mailbox full", "x@y.example")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (NOBODY, "550 5.1.1 user unknown"),
        (aiosmtplib.SMTPDataError(554, "5.7.1 refused"), "554 5.7.1 refused"),
        (aiosmtplib.SMTPNotSupported("SMTPUTF8"), "address_unsupported"),
        (ValueError("address"), "address_unreadable"),
    ],
)
def test_a_verdict_on_the_address_or_the_mail_is_final(answer: Exception, reason: str) -> None:
    failure = failure_of(answer)

    assert (type(failure), str(failure)) == (PermanentFailure, reason)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (FULL, "452 4.2.2 mailbox full"),
        (aiosmtplib.SMTPDataError(451, "4.7.1 greylisted"), "451 4.7.1 greylisted"),
        (aiosmtplib.SMTPConnectResponseError(554, "no service"), "554 no service"),
        (aiosmtplib.SMTPAuthenticationError(535, "wrong password"), "535 wrong password"),
        (aiosmtplib.SMTPSenderRefused(550, "not allowed", "a@b"), "550 not allowed"),
        (aiosmtplib.SMTPReadTimeoutError("slow"), "timed_out"),
        (TimeoutError(), "timed_out"),
        (aiosmtplib.SMTPServerDisconnected("gone"), "no_connection SMTPServerDisconnected"),
        (ConnectionRefusedError(), "no_connection ConnectionRefusedError"),
        (OSError("no route"), "no_connection OSError"),
        (ssl.SSLCertVerificationError("self-signed"), "no_connection SSLCertVerificationError"),
    ],
)
def test_everything_else_may_heal(answer: Exception, reason: str) -> None:
    failure = failure_of(answer)

    assert (type(failure), str(failure)) == (TemporaryFailure, reason)


@pytest.mark.parametrize(
    "said",
    ["<zhou@shop.example>: unknown", "user zhou@shop.example\r\nunknown", "('zhou@shop.example')"],
)
def test_what_a_server_says_is_kept_on_one_line_without_addresses(said: str) -> None:
    reason = str(failure_of(aiosmtplib.SMTPDataError(451, said)))

    assert "zhou" not in reason
    assert "\n" not in reason
