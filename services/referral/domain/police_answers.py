"""What the police say in writing about a file besides that they file the case."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Refusal:
    """The police say in writing why they file no case."""

    reasons: str
    at: datetime


@dataclass(frozen=True)
class Supplement:
    """What is missing in the file (补正), by when it was asked for and when it was sent."""

    wanted: str
    asked_at: datetime
    sent_at: datetime | None = None
