"""What happens inside intake."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Filed:
    """A submission was filed."""

    at: datetime


@dataclass(frozen=True)
class Accepted:
    """An officer accepted it."""

    at: datetime


@dataclass(frozen=True)
class Refused:
    """An officer refused it."""

    ground: str
    at: datetime


@dataclass(frozen=True)
class Routed:
    """An officer sent it on."""

    route: str
    at: datetime


@dataclass(frozen=True)
class Closed:
    """It ended."""

    result: str
    at: datetime


@dataclass(frozen=True)
class ClockSpoke:
    """A clock came near its end, or ran out."""

    rule_id: str
    moment: str
    due_at: datetime
