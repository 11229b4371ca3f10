"""What both sides sign by a code that was sent to each: one text, its SHA-256, signatures, wrong codes."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_WRONG_CODES = 5
LOCKED_FOR = timedelta(minutes=15)


@dataclass(kw_only=True)
class SignedByCode:
    """One text; a signature is a side and the instant at which it signed."""

    id: str
    text: str
    signatures: dict[str, datetime] = field(default_factory=dict)
    wrong_codes: dict[str, list[datetime]] = field(default_factory=dict)

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def wrong_code(self, side: str, at: datetime) -> None:
        """Count a wrong code of one side; only those of the last quarter of an hour matter."""
        recent = [each for each in self.wrong_codes.get(side, []) if each > at - LOCKED_FOR]
        self.wrong_codes[side] = [*recent, at]

    def locked_until(self, side: str, now: datetime) -> datetime | None:
        """Until when codes of a side are not looked at; None when they are."""
        recent = [each for each in self.wrong_codes.get(side, []) if each > now - LOCKED_FOR]
        return recent[0] + LOCKED_FOR if len(recent) >= MOST_WRONG_CODES else None

    @property
    def is_signed_by_both(self) -> bool:
        return len(self.signatures) == 2

    def code_subject(self, side: str) -> str:
        """What a signing code is made for: this text and this side, nothing else."""
        return f"{self.id}|{side}|{self.text_sha256}"
