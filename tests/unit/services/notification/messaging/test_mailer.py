"""Which answers of a mail server are final."""

from email.message import EmailMessage

import aiosmtplib
import pytest

from services.notification.messaging.mailer import Mailer, PermanentFailure, TemporaryFailure

NOBODY = aiosmtplib.SMTPRecipientRefused(550, "5.1.1 user unknown", "x@y.example")
FULL = aiosmtplib.SMTPRecipientRefused(452, "4.2.2 mailbox full", "x@y.example")


class _Answering(Mailer):
    """A way to a server whose answer is known beforehand."""

    def __init__(self, answer: Exception) -> None:
        super().__init__("smtp://127.0.0.1:1", "huhang.example.cn", 1.0)
        object.__setattr__(self, "answer", answer)

    async def _send(self, mail: EmailMessage) -> None:
        raise self.answer  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (aiosmtplib.SMTPRecipientsRefused([NOBODY]), "550 5.1.1 user unknown"),
        (aiosmtplib.SMTPDataError(554, "5.7.1 refused"), "554 5.7.1 refused"),
        (aiosmtplib.SMTPNotSupported("SMTPUTF8"), "address_unsupported"),
        (ValueError("address"), "address_unreadable"),
    ],
)
def test_a_verdict_on_the_address_or_the_mail_is_final(answer: Exception, reason: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        _Answering(answer).send(EmailMessage())

    assert str(failure.value) == reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (aiosmtplib.SMTPRecipientsRefused([FULL]), "452 4.2.2 mailbox full"),
        (aiosmtplib.SMTPDataError(451, "4.7.1 greylisted"), "451 4.7.1 greylisted"),
        (aiosmtplib.SMTPConnectResponseError(554, "no service"), "554 no service"),
        (aiosmtplib.SMTPAuthenticationError(535, "wrong password"), "535 wrong password"),
        (aiosmtplib.SMTPSenderRefused(550, "not allowed", "a@b"), "550 not allowed"),
        (aiosmtplib.SMTPReadTimeoutError("slow"), "timed_out"),
        (TimeoutError(), "timed_out"),
        (aiosmtplib.SMTPServerDisconnected("gone"), "no_connection SMTPServerDisconnected"),
        (ConnectionRefusedError(), "no_connection ConnectionRefusedError"),
        (OSError("no route"), "no_connection OSError"),
    ],
)
def test_everything_else_may_heal(answer: Exception, reason: str) -> None:
    with pytest.raises(TemporaryFailure) as failure:
        _Answering(answer).send(EmailMessage())

    assert str(failure.value) == reason


@pytest.mark.parametrize(
    "said",
    ["<zhou@shop.example>: unknown", "user zhou@shop.example\r\nunknown", "('zhou@shop.example')"],
)
def test_what_a_server_says_is_kept_on_one_line_without_addresses(said: str) -> None:
    with pytest.raises(TemporaryFailure) as failure:
        _Answering(aiosmtplib.SMTPDataError(451, said)).send(EmailMessage())

    assert "zhou" not in str(failure.value)
    assert "\n" not in str(failure.value)
