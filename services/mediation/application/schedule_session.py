"""Finding a time and taking it: whoever comes second gets alternatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from lawbook.clocks import at_local
from lawbook.presentation import instant
from lawbook.workdays import ONE_DAY, work_calendar
from services.mediation.application.form_panel import panel_of, people_of
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import SCHEDULING
from services.mediation.domain.expert import Expert
from services.mediation.domain.parties import SIDES
from services.mediation.domain.planned_sessions import Place
from services.mediation.domain.slots import (
    Facts,
    Need,
    Search,
    Side,
    Slot,
    best_slots,
    blocking,
    person_key,
    search,
)
from services.mediation.domain.timetable import Horizon
from services.mediation.domain.wish import latest_day
from services.mediation.storage.sessions import Session, SlotTaken
from services.mediation.storage.unit_of_work import MediationUnitOfWork

MOST_SLOTS, ALTERNATIVES = 10, 5
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
    days: int = 60
    most: int = MOST_SLOTS
    seats: int = 0
    equipment: frozenset[str] = frozenset()


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


@dataclass(frozen=True)
class Found:
    """The best slots; or, when there is none, the fewest rules that together leave none.

    ``latest_on``: the last day on which a session is possible at all.
    """

    slots: list[Slot]
    blocked_by: list[dict[str, str]]
    latest_on: date | None = None


def find_slots(case: Case, asked: SlotSearch, uow: MediationUnitOfWork) -> Found:
    """The next slots of the case within its legal period. Raises: WrongState without a mediator."""
    found = search_for(case, asked, uow)
    slots = best_slots(found, asked.most)
    reasons = [] if slots else [{"code": r.code, "who": r.who} for r in blocking(found)]
    return Found(slots, reasons, latest_day(found))


def schedule_session(
    case: Case, wish: Wish, uow: MediationUnitOfWork, hold_until: datetime | None = None
) -> Session:
    """Book mediator, room and both sides for the case; with ``hold_until`` only for so long.

    Raises: WrongState; InvalidInput for a time that notice, legal period, hours or a party forbid;
    NotFound for an unknown room; Conflict ``slot_taken`` with alternatives when somebody has the
    mediator, the room or a party.
    """
    if case.status != SCHEDULING:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    check_time(case, wish, uow)
    uow.rooms.get(wish.room_id)
    now = uow.clock.now()
    uow.sessions.release_expired(now)
    uow.sessions.release(*(each.id for each in uow.sessions.of_case(case.id) if each.is_live))
    session = a_session(case, wish, uow, hold_until)
    book(case, wish, session, uow)
    if hold_until is None:
        announce(case, session)
    uow.cases.save(case)
    return session


def a_session(
    case: Case, wish: Wish, uow: MediationUnitOfWork, hold_until: datetime | None = None
) -> Session:
    """A session of a case as it is wished; nothing is booked yet."""
    return Session(
        id=uow.ids.new(),
        case_id=case.id,
        receipt_no=case.receipt_no,
        expert_id=case.expert_id,
        room_id=wish.room_id,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        held_until=hold_until,
        people=people_of(case),
    )


def book(case: Case, wish: Wish, session: Session, uow: MediationUnitOfWork) -> None:
    """Take mediator, room and parties. Raises: Conflict ``slot_taken`` with alternatives."""
    try:
        uow.sessions.book(session)
    except SlotTaken as refusal:
        raise taken(case, wish, refusal.by, uow) from None


def announce(case: Case, session: Session) -> None:
    """Make a booked session the planned one of its case. Raises: WrongState."""
    case.schedule(place_of(session))


def place_of(session: Session) -> Place:
    """Where and when a booked session is held, as its case knows it."""
    return Place(
        session_id=session.id,
        room_id=session.room_id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        sequence=session.sequence,
    )


def check_time(case: Case, wish: Wish, uow: MediationUnitOfWork) -> None:
    """Whether a session may be held then. Raises: InvalidInput.

    Law: cmp.mediation_time_notice (SAMR121 art. 20(2)), the number of days is policy;
    cmp.mediation_period (SAMR121 art. 23(1)(5)): no session after the last day of the period
    """
    if case.panel is not None and not case.panel.is_complete:
        raise Conflict("panel_incomplete")
    now, panel = uow.clock.now(), panel_of(case, uow)
    if wish.starts_at <= now:
        raise _refused("starts_in_the_past")
    if wish.starts_at > now + FARTHEST:
        raise _refused("too_far")
    day = local_date(wish.starts_at)
    earliest = _earliest_day(wish.notice_days, panel, uow)
    if day < earliest:
        raise _refused("too_soon", {"earliest": earliest.isoformat()})
    if case.mediation_due_on and day > case.mediation_due_on:
        raise _refused("after_deadline", {"due_on": case.mediation_due_on.isoformat()})
    for member in panel:
        _check_hours(member, wish)
    if any(first <= day <= last for spans in case.away.values() for first, last in spans):
        raise _refused("party_away")
    _check_day(case, wish, panel, uow)


def _check_hours(member: Expert, wish: Wish) -> None:
    spans = member.spans_on(local_date(wish.starts_at), work_calendar())
    if not any(since <= wish.starts_at and wish.ends_at <= until for since, until in spans):
        raise _refused("outside_hours", {"who": member.name})


def _check_day(case: Case, wish: Wish, panel: Sequence[Expert], uow: MediationUnitOfWork) -> None:
    """What members asked for beside the hours: so many sessions a day, room to breathe."""
    midnight = at_local(local_date(wish.starts_at), datetime.min.time())
    booked = uow.sessions.busy(midnight, midnight + ONE_DAY, uow.clock.now(), without=case.id)
    for member in panel:
        own = [each for each in booked if person_key(member.id) in each.people]
        if len(own) >= member.habits.most_a_day:
            raise _refused("day_full", {"who": member.name})
        for each in own:
            is_clear = wish.ends_at <= each.starts_at or each.ends_at <= wish.starts_at
            reaches = wish.starts_at - member.buffer < each.ends_at
            if is_clear and reaches and each.starts_at < wish.ends_at + member.buffer:
                params = {"minutes": member.habits.buffer_minutes, "who": member.name}
                raise _refused("too_close", params)


def taken(case: Case, wish: Wish, by: str, uow: MediationUnitOfWork) -> Conflict:
    """The refusal of a slot that somebody else has, with others."""
    asked = SlotSearch(
        notice_days=wish.notice_days,
        length=wish.length,
        since=local_date(wish.starts_at),
        days=LOOK_FOR_ALTERNATIVES_DAYS,
        most=ALTERNATIVES,
    )
    others = find_slots(case, asked, uow).slots
    others = others or find_slots(case, replace(asked, since=None), uow).slots
    taken_by = "mediator" if by == "expert" else by
    return Conflict(
        "slot_taken", extra={"by": taken_by, "alternatives": [slot_view(slot) for slot in others]}
    )


def slot_view(slot: Slot) -> dict[str, Any]:
    """A slot on the wire."""
    return {
        "starts_at": instant(slot.starts_at),
        "ends_at": instant(slot.ends_at),
        "room_id": slot.room_id,
        "room_name": slot.room_name,
        "reasons": list(slot.reasons),
    }


def search_for(case: Case, asked: SlotSearch, uow: MediationUnitOfWork) -> Search:
    """Everything that speaks for and against a session of a case, as masks.

    Raises: WrongState without a mediator.
    """
    panel = panel_of(case, uow)
    earliest = _earliest_day(asked.notice_days, panel, uow)
    horizon = Horizon(asked.since or earliest, asked.days)
    held = uow.sessions.of_case(case.id)
    need = Need(
        panel=panel,
        sides=tuple(_side(case, side) for side in SIDES) if case.parties else (),
        length=asked.length,
        earliest=earliest,
        due_on=case.mediation_due_on,
        seats=asked.seats,
        equipment=asked.equipment,
        last_room=held[-1].room_id if held else "",
    )
    facts = Facts(
        horizon=horizon,
        calendar=work_calendar(),
        rooms=tuple(uow.rooms.by_name()),
        booked=_booked(case, horizon, uow),
    )
    return search(need, facts)


def _booked(case: Case, horizon: Horizon, uow: MediationUnitOfWork) -> tuple[Any, ...]:
    """What others have booked; the case's own hold or session is not in its way."""
    since = horizon.begins_at
    until = since + ONE_DAY * horizon.days
    return tuple(uow.sessions.busy(since, until, uow.clock.now(), without=case.id))


def _side(case: Case, side: str) -> Side:
    assert case.parties is not None  # noqa: S101 - the caller has looked
    return Side(
        name=side,
        key=case.parties.side(side).key,
        away=tuple(case.away.get(side, ())),
        wishes=tuple(case.wishes.get(side, ())),
        zone=case.zones.get(side, ""),
    )


def _earliest_day(notice_days: int, panel: Sequence[Expert], uow: MediationUnitOfWork) -> date:
    most = max(notice_days, *(member.habits.notice_days for member in panel))
    return work_calendar().working_days_after(local_date(uow.clock.now()), most)


def _refused(code: str, params: Mapping[str, Any] | None = None) -> InvalidInput:
    return InvalidInput([FieldError("/starts_at", code, params or {})])
