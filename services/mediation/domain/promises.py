"""What was promised around a session, and which of it does not hold (卡住的会议)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.clock import local_date
from lawbook.workdays import WorkCalendar
from services.mediation.domain.case import ACCEPT, ATTENDING, Case
from services.mediation.domain.case_states import MEDIATOR_PROPOSED, SCHEDULED, SCHEDULING
from services.mediation.domain.conflict import conflicts_of
from services.mediation.domain.expert import Expert
from services.mediation.domain.parties import SIDES
from services.mediation.domain.relations import Relation

ANSWER_BEFORE, RECORD_AFTER = 2, 1
"""Working days: so long before a session everybody has answered; so long after it its outcome is noted."""
NEAR_THE_END = timedelta(days=14)


@dataclass(frozen=True)
class Stuck:
    """One promise that does not hold; ``who``: a side or ``mediator``, empty for the centre itself."""

    code: str
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Booked:
    """The planned session of a case. ``shares_room``: somebody else is booked into the room then."""

    starts_at: datetime
    ends_at: datetime
    shares_room: bool = False


def stuck(
    case: Case,
    booked: Booked | None,
    mediator: Expert | None,
    now: datetime,
    calendar: WorkCalendar,
    panel: Sequence[Expert] = (),
    relations: Sequence[Relation] = (),
) -> list[Stuck]:
    """Every promise of a case that does not hold now; ``booked``: its planned session.

    ``panel``: who sits beside the mediator. ``relations``: what is known between persons and firms.

    Law: 在线调解规则 art. 12 (answer of the mediator); SAMR121 art. 23(1)(5) (60 days)
    """
    found = [
        *_conflict(case, mediator, relations),
        *_of_panel(case, panel, relations),
        *_of_case(case, booked, now),
    ]
    if booked is not None and case.status == SCHEDULED:
        found += _before(case, booked, now, calendar)
        if mediator is not None and now < booked.starts_at:
            found += _of_time(case, booked, mediator, calendar)
            found += [
                Stuck("member_away", each.name)
                for each in panel
                if not _is_free(each, booked, calendar)
            ]
    return found


def _conflict(
    case: Case, mediator: Expert | None, relations: Sequence[Relation]
) -> Iterator[Stuck]:
    """Declared anew, or parties corrected since the appointment: looked at each time.

    Law: SAMR121 art. 21(2)
    """
    parties = case.parties
    if mediator is not None and parties is not None and conflicts_of(mediator, parties, relations):
        yield Stuck("conflict", "mediator")


def _of_panel(
    case: Case, panel: Sequence[Expert], relations: Sequence[Relation]
) -> Iterator[Stuck]:
    if case.panel is not None and case.session_id and not case.panel.is_complete:
        yield Stuck("panel_incomplete")
    for each in panel:
        if case.parties is not None and conflicts_of(each, case.parties, relations):
            yield Stuck("member_conflict", each.name)


def _of_case(case: Case, booked: Booked | None, now: datetime) -> Iterator[Stuck]:
    accept = case.docket.newest(ACCEPT)
    if case.status == MEDIATOR_PROPOSED and accept is not None and accept.is_overdue(now):
        yield Stuck("mediator_silent", "mediator")
    ends_soon = (case.mediation_due_on or date.max) <= local_date(now + NEAR_THE_END)
    if case.status == SCHEDULING and booked is None and ends_soon:
        yield Stuck("no_session")


def _before(case: Case, booked: Booked, now: datetime, calendar: WorkCalendar) -> Iterator[Stuck]:
    today, day = local_date(now), local_date(booked.starts_at)
    if booked.ends_at <= now:
        if calendar.working_days_after(day, RECORD_AFTER) < today:
            yield Stuck("no_outcome", "mediator")
        return
    if booked.shares_room:
        yield Stuck("room_taken")
    yield from _answers(case, is_close=calendar.working_days_before(day, ANSWER_BEFORE) <= today)


def _answers(case: Case, *, is_close: bool) -> Iterator[Stuck]:
    for who in ATTENDING:
        if case.attendance.get(who) == "declined":
            yield Stuck("declined", who)
        elif who not in case.attendance and is_close:
            yield Stuck("unanswered", who)
    sides = {side: case.parties.side(side) for side in SIDES} if case.parties else {}
    for side, party in sides.items():
        if not party.email:
            yield Stuck("no_link", side)


def _of_time(
    case: Case, booked: Booked, mediator: Expert, calendar: WorkCalendar
) -> Iterator[Stuck]:
    day = local_date(booked.starts_at)
    if not _is_free(mediator, booked, calendar):
        yield Stuck("mediator_away", "mediator")
    for side in SIDES:
        if any(first <= day <= last for first, last in case.away.get(side, ())):
            yield Stuck("party_away", side)
    if case.mediation_due_on is not None and day > case.mediation_due_on:
        yield Stuck("after_deadline")


def _is_free(member: Expert, booked: Booked, calendar: WorkCalendar) -> bool:
    spans = member.spans_on(local_date(booked.starts_at), calendar)
    return any(first <= booked.starts_at and booked.ends_at <= last for first, last in spans)


def shares_room(booked: Booked, others: Sequence[tuple[datetime, datetime]]) -> bool:
    """Whether one of the spans in which the same room is booked runs into this one."""
    return any(first < booked.ends_at and booked.starts_at < last for first, last in others)
