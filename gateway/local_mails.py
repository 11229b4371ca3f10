"""The mails that the embedded mode's own mail server has kept as files, for whoever tries the portal."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

MOST = 50


@dataclass(frozen=True)
class LocalMail:
    """One mail as people read it. ``sent_at`` is None when its date cannot be read."""

    to: str
    subject: str
    text: str
    sent_at: datetime | None
    attachments: tuple[str, ...]


def newest_mails(folder: Path) -> list[LocalMail]:
    """The newest mails of a folder, the last one first; a folder that is not there has none."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:MOST]]


def _read(file: Path) -> LocalMail:
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)  # noqa: S101 - the policy makes such
    plain = mail.get_body(("plain",))
    return LocalMail(
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        text=str(plain.get_content()) if plain is not None else "",
        sent_at=_date(str(mail["Date"] or "")),
        attachments=tuple(part.get_filename() or "" for part in mail.iter_attachments()),
    )


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
