"""A real SMTP server that keeps what it is sent, for the demonstration and for development."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from deploy.free_port import free_port


class Mailbox:
    """Mails by recipient. The same Message-ID twice is one mail: that is how repeats are told apart."""

    def __init__(self, folder: Path | None = None, *, port: int | None = None) -> None:
        self._folder = folder
        self._mails: dict[str, EmailMessage] = {}
        self.deliveries = 0
        self._controller = Controller(self, hostname="127.0.0.1", port=port or free_port())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        self.deliveries += 1
        message_id = str(mail["Message-ID"])
        self._mails[message_id] = mail  # type: ignore[assignment]
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = "".join(c for c in message_id if c.isalnum() or c in "-.@")
            (self._folder / f"{name}.eml").write_bytes(envelope.original_content)
        return "250 kept"

    def start(self) -> "Mailbox":
        self._controller.start()
        return self

    def stop(self) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://{self._controller.hostname}:{self._controller.port}"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, in the order in which they first came."""
        return [mail for mail in list(self._mails.values()) if address in str(mail["To"])]

    def all(self) -> list[EmailMessage]:
        """Every mail once."""
        return list(self._mails.values())

    def __len__(self) -> int:
        return len(self._mails)


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    return part.get_content() if part is not None else ""
