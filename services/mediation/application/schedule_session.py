"""Finding a time and taking it: whoever comes second gets alternatives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from lawbook.clocks import at_local
from lawbook.presentation import instant
from lawbook.workdays import ONE_DAY, work_calendar
from services.mediation.domain.case import SCHEDULING, Case
from services.mediation.domain.slots import Slot, free_slots
from services.mediation.storage.repositories import Session, SlotTaken
from services.mediation.storage.unit_of_work import MediationUnitOfWork

NOTICE_WORKING_DAYS = 3
"""Policy, not law: the rule (cmp.mediation_time_notice) only says in advance."""
DEFAULT_LENGTH = timedelta(minutes=60)
MOST_SLOTS, ALTERNATIVES = 24, 3


@dataclass(frozen=True)
class Wish:
    """When and where somebody wants to meet."""

    room_id: str
    starts_at: datetime
    length: timedelta


def find_slots(
    case: Case,
    uow: MediationUnitOfWork,
    *,
    days: int,
    length: timedelta = DEFAULT_LENGTH,
    most: int = MOST_SLOTS,
) -> list[Slot]:
    """The next free slots of the case's mediator. Raises: WrongState without a mediator."""
    if not case.expert_id:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    calendar = work_calendar()
    first = calendar.working_days_after(local_date(uow.clock.now()), NOTICE_WORKING_DAYS)
    wanted = [first + ONE_DAY * n for n in range(days)]
    since, until = (
        at_local(first, datetime.min.time()),
        at_local(first, datetime.min.time()) + ONE_DAY * days,
    )
    slots = free_slots(
        uow.experts.get(case.expert_id),
        uow.rooms.all(),
        uow.sessions.busy(since, until),
        wanted,
        length=length,
        calendar=calendar,
    )
    return list(islice(slots, most))


def schedule_session(case: Case, wish: Wish, uow: MediationUnitOfWork) -> Session:
    """Book mediator and room for the case.

    Raises: WrongState; InvalidInput for a time that is too soon; NotFound for an unknown room;
    Conflict ``slot_taken`` with alternatives when somebody has the mediator or the room.
    """
    if case.status != SCHEDULING:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    if wish.starts_at <= uow.clock.now():
        raise InvalidInput([FieldError("/starts_at", "starts_in_the_past")])
    uow.rooms.get(wish.room_id)
    session = Session(
        id=uow.ids.new(),
        case_id=case.id,
        receipt_no=case.receipt_no,
        expert_id=case.expert_id,
        room_id=wish.room_id,
        starts_at=wish.starts_at,
        ends_at=wish.starts_at + wish.length,
    )
    try:
        uow.sessions.book(session)
    except SlotTaken as taken:
        raise _taken(case, wish, taken.by, uow) from None
    case.schedule(session.id, session.room_id, session.starts_at, session.ends_at, session.sequence)
    uow.cases.save(case)
    return session


def _taken(case: Case, wish: Wish, by: str, uow: MediationUnitOfWork) -> Conflict:
    others = find_slots(case, uow, days=30, length=wish.length, most=ALTERNATIVES)
    return Conflict(
        "slot_taken",
        extra={
            "by": "mediator" if by == "expert" else by,
            "alternatives": [
                {
                    "starts_at": instant(slot.starts_at),
                    "ends_at": instant(slot.ends_at),
                    "room_id": slot.room_id,
                    "room_name": slot.room_name,
                }
                for slot in others
            ],
        },
    )
