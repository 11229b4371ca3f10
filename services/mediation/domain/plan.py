"""A plan of sessions: computed in the background, approved by a person, only then booked."""

from dataclasses import dataclass, field
from datetime import date, datetime

from chassis.errors import WrongState

COMPUTING, READY, APPROVED, FAILED = "computing", "ready", "approved", "failed"


@dataclass(frozen=True)
class Planned:
    """Where one session would be held."""

    case_id: str
    receipt_no: str
    room_id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class LeftOut:
    """A case without a place: the rules that leave no slot, or ``others_first`` when others took them."""

    case_id: str
    receipt_no: str
    reasons: tuple[dict[str, str], ...]


@dataclass(kw_only=True)
class Plan:
    """One plan. ``gap_percent``: how far it may be above the best possible one.

    ``refused``: cases whose place was taken between planning and approval. ``failure``: why there is no
    plan, ``too_slow`` or ``solver_failed``.
    """

    id: str
    since: date
    days: int
    asked_by: str
    asked_at: datetime
    status: str = COMPUTING
    planned: list[Planned] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    gap_percent: float = 0.0
    approved_by: str = ""
    refused: list[str] = field(default_factory=list)
    failure: str = ""
    version: int = 0
    events: list[object] = field(default_factory=list)

    def ready(self, planned: list[Planned], left_out: list[LeftOut], gap_percent: float) -> None:
        """The solver has answered; saying it twice changes nothing."""
        if self.status == COMPUTING:
            self.planned, self.left_out, self.gap_percent = planned, left_out, gap_percent
            self.status = READY

    def fail(self, reason: str) -> None:
        """There is no answer; one that came before stays."""
        if self.status == COMPUTING:
            self.status, self.failure = FAILED, reason

    def approve(self, by: str, refused: list[str]) -> None:
        """A person takes it over, once. Raises: WrongState."""
        if self.status != READY:
            raise WrongState(self.status, ())
        self.status, self.approved_by, self.refused = APPROVED, by, refused
