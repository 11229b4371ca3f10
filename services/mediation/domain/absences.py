"""Who did not appear at a session: what follows from it, the reason that they give, and taking it back.

Law: SAMR121 art. 23(1)(2) (a side that stays away without good cause can end the mediation)
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from chassis.errors import Conflict, NotFound
from services.mediation.domain.events import AbsenceMoved
from services.mediation.domain.parties import SIDES
from services.mediation.domain.proceedings.said import Filed

UNDO_FOR = timedelta(hours=24)
EXPLAIN_DAYS = 3
"""Policy: working days in which a side that stayed away may say why."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a side did not come, with its papers. The other side does not see it."""

    text: str
    files: tuple[Filed, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Absence:
    """A session at which somebody did not appear. ``explain_until``: last day for the reason.

    ``second_at``: the other time that is kept for both sides, if there was one.
    """

    session_id: str
    absent: tuple[str, ...]
    note: str
    noted_at: datetime
    explain_until: date
    second_at: datetime | None = None
    reasons: dict[str, Reason] = field(default_factory=dict)
    undone_at: datetime | None = None
    undone_because: str = ""

    def may_be_undone(self, now: datetime) -> bool:
        return self.undone_at is None and now <= self.noted_at + UNDO_FOR

    def may_explain(self, side: str, today: date) -> bool:
        is_asked = side in self.absent and side not in self.reasons
        return is_asked and self.undone_at is None and today <= self.explain_until


@dataclass(kw_only=True)
class HasAbsences(ABC):
    """What a case does with absences; the newest is the last."""

    absences: list[Absence] = field(default_factory=list)
    events: list[object] = field(default_factory=list)

    def note_absence(self, absence: Absence) -> None:
        """Keep it, and tell each side that stayed away what follows."""
        self.absences.append(absence)
        self.events += [
            AbsenceMoved("absence_noted", absence.session_id, side, absence.explain_until)
            for side in absence.absent
            if side in SIDES
        ]

    def explain_absence(self, side: str, reason: Reason, today: date) -> None:
        """A side says why. Raises: NotFound when it was not absent; Conflict twice, or too late."""
        last = self._last()
        if side not in last.absent or last.undone_at is not None:
            raise NotFound()
        if side in last.reasons:
            raise Conflict("absence_explained")
        if today > last.explain_until:
            raise Conflict("absence_too_late", params={"day": last.explain_until.isoformat()})
        self.absences[-1] = replace(last, reasons={**last.reasons, side: reason})
        self.events.append(AbsenceMoved("absence_explained", last.session_id, side, None))

    def undo_absence(self, because: str, at: datetime) -> None:
        """It was noted by mistake; within a day. Raises: NotFound; Conflict when it is too late."""
        last = self._last()
        if not last.may_be_undone(at):
            raise Conflict("absence_stands")
        self.absences[-1] = replace(last, undone_at=at, undone_because=because)
        self._nobody_was_absent(last.session_id)
        self.events += [
            AbsenceMoved("absence_undone", last.session_id, side, None)
            for side in last.absent
            if side in SIDES
        ]

    def _last(self) -> Absence:
        if not self.absences:
            raise NotFound()
        return self.absences[-1]

    @abstractmethod
    def _nobody_was_absent(self, session_id: str) -> None:
        """The record of the session says so too."""
