"""Mails as the embedded mode's mail server keeps them."""

import os
from email.message import EmailMessage
from pathlib import Path

INVITATION = "http://127.0.0.1:8000/invitations/aVeryLongTokenOfFortyThreeCharactersWithoutGap"


def keep(folder: Path, name: str, at: int, *, subject: str, text: str) -> None:
    """One mail, kept at second ``at``."""
    mail = EmailMessage()
    mail["To"] = "dianpu@example.cn"
    mail["Subject"] = subject
    mail["Date"] = "Sat, 21 Nov 2026 02:00:00 +0000"
    mail.set_content(text)
    mail.add_attachment(
        b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="会议.ics"
    )
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.eml"
    file.write_bytes(mail.as_bytes())
    os.utime(file, (at, at))


def keep_two(folder: Path) -> None:
    """A receipt, and a minute later an invitation."""
    keep(folder, "b", 1000, subject="已收到您的投诉", text="受理号 2026 1121 0001 7")
    keep(folder, "a", 1060, subject="调解邀请", text=f"<b>请</b>打开\n{INVITATION}\n答复。")
