"""Events that mediation publishes about people of the pool: panels, slots, conflicts, applications."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class PanelMovedV1:
    """The panel beside a mediator moved. ``act``: ``panel_formed``, or ``panel_opened`` to the picks of both
    sides; ``panel_picked``, ``panel_named``, ``panel_accepted``, ``panel_declined``, ``panel_released``: a
    member; ``panel_complete``. ``side``: whose seat it is, empty for the centre's. ``seat``: names case and
    member, empty where no member is meant."""

    TYPE: ClassVar[str] = "huhang.mediation.panel.moved.v1"
    receipt_no: str
    case_id: str
    act: str
    side: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class PanelCalledV1:
    """A member of a panel is to come to a session (``act`` is ``scheduled``), or need not any more
    (``cancelled``). ``seat``: names case and member."""

    TYPE: ClassVar[str] = "huhang.mediation.panel.called.v1"
    receipt_no: str
    case_id: str
    act: str
    seat: str
    session_id: str
    starts_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SlotKeptV1:
    """A slot was kept for a case on the waiting list until ``held_until``, to be confirmed before."""

    TYPE: ClassVar[str] = "huhang.mediation.slot.kept.v1"
    receipt_no: str
    case_id: str
    session_id: str
    slot_at: datetime
    held_until: datetime


@dataclass(frozen=True, kw_only=True)
class AbsenceMovedV1:
    """A ``side`` did not appear at a session (``act``: ``absence_noted``) and may say why ``until`` a day; it
    has (``absence_explained``), or the note was a mistake (``absence_undone``)."""

    TYPE: ClassVar[str] = "huhang.mediation.absence.moved.v1"
    receipt_no: str
    case_id: str
    session_id: str
    act: str
    side: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class PoolMovedV1:
    """News for somebody who applied for the expert pool or is a member of it; belongs to no matter.

    ``person``: number of the application or of the member (``audience``: ``applicant`` or ``member``).
    ``act``: ``application_received``, ``application_asked``, ``application_admitted``,
    ``application_refused``; ``term_renewed``, ``term_ending``, ``suspended``, ``resumed``,
    ``licence_noted``, ``licence_ending``. ``until``: a last day where there is one.
    """

    TYPE: ClassVar[str] = "huhang.mediation.pool.moved.v1"
    receipt_no: str
    act: str
    audience: str
    person: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class ConflictFoundV1:
    """Looked at again after facts have changed, somebody who sits in a case has ties to a side: ``ways``."""

    TYPE: ClassVar[str] = "huhang.mediation.conflict.found.v1"
    receipt_no: str
    case_id: str
    expert_id: str
    ways: int
