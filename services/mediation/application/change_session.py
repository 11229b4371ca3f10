"""What happens to a planned session: held for a while, moved, called off, not attended."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, NotFound, WrongState
from services.mediation.application.form_panel import people_of
from services.mediation.application.freed_slots import release, something_is_free
from services.mediation.application.schedule_session import (
    Wish,
    announce,
    check_time,
    place_of,
    schedule_session,
    taken,
)
from services.mediation.domain.case import Case
from services.mediation.storage.sessions import Session, SlotTaken
from services.mediation.storage.unit_of_work import MediationUnitOfWork

EXPIRE_HOLD = "mediation.expire_hold"
MOST_SPANS = 20
HERE = "Asia/Shanghai"


@dataclass(frozen=True, kw_only=True)
class NotAvailable:
    """Days on which a side cannot come (both included), times that it proposes, where it lives.

    ``zone``: IANA name of a time zone; None leaves what was said before.
    """

    away: list[tuple[date, date]]
    wishes: list[datetime]
    zone: str | None = None


def hold_slot(case: Case, wish: Wish, hours: int, uow: MediationUnitOfWork) -> Session:
    """Keep a slot for some hours while people are asked; it blocks like a session and ends by itself.

    Raises: as ``schedule_session``.
    """
    until = uow.clock.now() + timedelta(hours=hours)
    hold = schedule_session(case, wish, uow, hold_until=until)
    uow.jobs.add(EXPIRE_HOLD, key=hold.id, subject=hold.id, run_at=until)
    return hold


def confirm_hold(case: Case, uow: MediationUnitOfWork) -> None:
    """Make the hold of a case its session. Raises: NotFound when there is none any more; WrongState."""
    uow.sessions.release_expired(uow.clock.now())
    hold = next((s for s in uow.sessions.of_case(case.id) if s.is_live and s.held_until), None)
    if hold is None:
        raise NotFound()
    announce(case, hold)
    uow.sessions.confirm(hold.id)
    uow.cases.save(case)


def move_session(case: Case, wish: Wish, uow: MediationUnitOfWork, session_id: str = "") -> None:
    """Move the next session, or another planned one; its old place is free in the same moment.

    Raises: WrongState; InvalidInput; NotFound; Conflict ``slot_taken`` with alternatives.
    """
    session = planned_session(case, "move", uow, session_id)
    put_elsewhere(case, session, wish, uow)
    uow.cases.save(case)


def cancel_session(case: Case, reason: str, uow: MediationUnitOfWork, session_id: str = "") -> None:
    """Call the next session off, or another planned one; its place is free. Raises: WrongState; NotFound."""
    session = planned_session(case, "cancel_session", uow, session_id)
    case.cancel_session(session.id, reason)
    release(uow, session.id)
    uow.cases.save(case)


def put_elsewhere(case: Case, session: Session, wish: Wish, uow: MediationUnitOfWork) -> None:
    """Give one planned session another place, and ask everybody anew. Raises: as ``move_session``."""
    check_time(case, wish, uow)
    uow.rooms.get(wish.room_id)
    wanted = replace(
        session,
        room_id=wish.room_id,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        people=people_of(case),
    )
    try:
        moved = uow.sessions.move(wanted, uow.clock.now())
    except SlotTaken as refusal:
        raise taken(case, wish, refusal.by, uow) from None
    something_is_free(uow)
    case.move_session(place_of(moved))
    live = [each for each in uow.sessions.of_case(case.id) if each.is_live]
    case.put_in_order(each.id for each in sorted(live, key=lambda each: each.starts_at))


def not_available(case: Case, side: str, said: NotAvailable, uow: MediationUnitOfWork) -> None:
    """Note when a side cannot come and what it proposes instead of what it said before.

    Raises: WrongState; InvalidInput for days that have passed or run backwards.
    """
    today, now = local_date(uow.clock.now()), uow.clock.now()
    for place, (first, last) in enumerate(said.away):
        if last < first:
            raise InvalidInput([FieldError(f"/away/{place}/until", "ends_before_it_begins")])
        if last < today:
            raise InvalidInput([FieldError(f"/away/{place}/until", "day_is_over")])
    for place, at in enumerate(said.wishes):
        if at <= now:
            raise InvalidInput([FieldError(f"/wishes/{place}", "starts_in_the_past")])
    case.not_available(side, _merged(said.away), sorted(set(said.wishes)))
    if said.zone is not None:
        case.zones = {**case.zones, side: "" if said.zone == HERE else said.zone}
    uow.cases.save(case)
    something_is_free(uow)


def expire_hold(session_id: str, uow: MediationUnitOfWork) -> None:
    """Free the place of a hold that nobody confirmed; who let it lapse is not the next to be asked."""
    case = uow.cases.take(uow.sessions.get(session_id).case_id)
    session = uow.sessions.get(session_id)
    if not session.is_live or session.held_until is None:
        return
    if case.waiting is not None:
        case.waiting = case.waiting.after_lapse()
        uow.cases.save(case)
    release(uow, session_id)


def _merged(spans: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The same days without overlaps, in order."""
    found: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def planned_session(
    case: Case, act: str, uow: MediationUnitOfWork, session_id: str = ""
) -> Session:
    """The next session of a case, or another planned one. Raises: WrongState; NotFound."""
    possible = case.possible(uow.clock.now())
    if act not in possible:
        raise WrongState(case.status, possible)
    if session_id and session_id not in case.planned:
        raise NotFound()
    return uow.sessions.get(session_id or case.session_id)
