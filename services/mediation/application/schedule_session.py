"""Finding a time and taking it: whoever comes second gets alternatives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from lawbook.clocks import at_local
from lawbook.presentation import instant
from lawbook.workdays import ONE_DAY, work_calendar
from services.mediation.domain.case import SCHEDULING, Case
from services.mediation.domain.slots import Slot, free_slots
from services.mediation.storage.repositories import Session, SlotTaken
from services.mediation.storage.unit_of_work import MediationUnitOfWork

MOST_SLOTS, ALTERNATIVES = 24, 5
LOOK_FOR_ALTERNATIVES_DAYS = 30
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class SlotSearch:
    """Where to look: ``days`` from ``since``, or from the first day that the notice allows.

    ``notice_days``: working days of notice. Policy, not law: cmp.mediation_time_notice only says
    in advance.
    """

    notice_days: int
    length: timedelta = timedelta(minutes=60)
    since: date | None = None
    days: int = 14
    most: int = MOST_SLOTS


@dataclass(frozen=True, kw_only=True)
class Wish:
    """When and where somebody wants to meet, and how much notice the policy asks for."""

    room_id: str
    starts_at: datetime
    length: timedelta
    notice_days: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.length


def find_slots(case: Case, search: SlotSearch, uow: MediationUnitOfWork) -> list[Slot]:
    """The next free slots of the case's mediator. Raises: WrongState without a mediator."""
    if not case.expert_id:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    earliest = _earliest_day(search.notice_days, uow)
    first = max(earliest, search.since or earliest)
    since = at_local(first, datetime.min.time())
    slots = free_slots(
        uow.experts.get(case.expert_id),
        uow.rooms.by_name(),
        uow.sessions.busy(since, since + ONE_DAY * search.days),
        [first + ONE_DAY * n for n in range(search.days)],
        length=search.length,
        calendar=work_calendar(),
    )
    return list(islice(slots, search.most))


def schedule_session(case: Case, wish: Wish, uow: MediationUnitOfWork) -> Session:
    """Book mediator and room for the case.

    Raises: WrongState; InvalidInput for a time that the notice or the mediator's hours forbid;
    NotFound for an unknown room; Conflict ``slot_taken`` with alternatives when somebody has the
    mediator or the room.
    """
    if case.status != SCHEDULING:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    _check_time(case, wish, uow)
    uow.rooms.get(wish.room_id)
    session = Session(
        id=uow.ids.new(),
        case_id=case.id,
        receipt_no=case.receipt_no,
        expert_id=case.expert_id,
        room_id=wish.room_id,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
    )
    try:
        uow.sessions.book(session)
    except SlotTaken as taken:
        raise _taken(case, wish, taken.by, uow) from None
    case.schedule(session.id, session.room_id, session.starts_at, session.ends_at, session.sequence)
    uow.cases.save(case)
    return session


def _earliest_day(notice_days: int, uow: MediationUnitOfWork) -> date:
    return work_calendar().working_days_after(local_date(uow.clock.now()), notice_days)


def _check_time(case: Case, wish: Wish, uow: MediationUnitOfWork) -> None:
    """Law: cmp.mediation_time_notice (SAMR121 art. 20(2)); the number of days is policy."""
    now = uow.clock.now()
    if wish.starts_at <= now:
        raise _refused("starts_in_the_past")
    if wish.starts_at > now + FARTHEST:
        raise _refused("too_far")
    day, earliest = local_date(wish.starts_at), _earliest_day(wish.notice_days, uow)
    if day < earliest:
        raise _refused("too_soon", {"earliest": earliest.isoformat()})
    spans = uow.experts.get(case.expert_id).spans_on(day, work_calendar())
    if not any(since <= wish.starts_at and wish.ends_at <= until for since, until in spans):
        raise _refused("outside_hours")


def _refused(code: str, params: Mapping[str, Any] | None = None) -> InvalidInput:
    return InvalidInput([FieldError("/starts_at", code, params or {})])


def _taken(case: Case, wish: Wish, by: str, uow: MediationUnitOfWork) -> Conflict:
    search = SlotSearch(
        notice_days=wish.notice_days,
        length=wish.length,
        since=local_date(wish.starts_at),
        days=LOOK_FOR_ALTERNATIVES_DAYS,
        most=ALTERNATIVES,
    )
    others = find_slots(case, search, uow) or find_slots(case, replace(search, since=None), uow)
    taken_by = "mediator" if by == "expert" else by
    return Conflict(
        "slot_taken", extra={"by": taken_by, "alternatives": [slot_view(slot) for slot in others]}
    )


def slot_view(slot: Slot) -> dict[str, str]:
    """A slot on the wire."""
    return {
        "starts_at": instant(slot.starts_at),
        "ends_at": instant(slot.ends_at),
        "room_id": slot.room_id,
        "room_name": slot.room_name,
    }
