"""What is given with a step of a proceeding, and the step as the record keeps it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Named:
    """A member of the pool, as the record names them."""

    expert_id: str
    account: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A file that came with a step, or that experts get; intake keeps it with the matter."""

    evidence_id: str
    name: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody gives with an act. ``day``: of the hearing, or the last day that they fix.

    ``side``: the party that acts itself; empty for the staff. ``document``: number and date of a paper;
    ``person``: who decided or pays; ``ticked``: what was checked; ``seat``: of whom or for which seat;
    ``size``: how many arbitrators.
    """

    note: str = ""
    day: date | None = None
    ground: str = ""
    side: str = ""
    amount_fen: int = 0
    document: str = ""
    person: str = ""
    ticked: tuple[str, ...] = ()
    seat: str = ""
    size: int = 0
    expert: Named | None = None
    files: tuple[Filed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step(Said):
    """One act of the record."""

    act: str
    by: str
    at: datetime
