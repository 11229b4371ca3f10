"""What an officer should look at: promises around sessions that do not hold, and who waits for a slot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawbook.workdays import work_calendar
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import MEDIATOR_PROPOSED, SCHEDULED, SCHEDULING
from services.mediation.domain.promises import Booked, Stuck, shares_room, stuck
from services.mediation.storage.sessions import Session
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

WATCHED = (MEDIATOR_PROPOSED, SCHEDULING, SCHEDULED)


@dataclass(frozen=True)
class StuckCase:
    """A case with the promises that do not hold, and its planned session."""

    case: Case
    session: Session | None
    found: list[Stuck]


def stuck_cases(uow: MediationUnitOfWork) -> list[StuckCase]:
    """Every case of which something that was promised does not hold; the nearest session first."""
    now, calendar = uow.clock.now(), work_calendar()
    live = uow.sessions.live()
    relations = uow.relations.all()
    members = {each.id: each for each in uow.experts.all()}
    found = []
    for case in uow.cases.all(cases.c.status.in_(WATCHED)):
        session = next((s for s in live if s.case_id == case.id), None)
        booked = _booked(session, live) if session else None
        panel = [members[seat.expert_id] for seat in case.seats]
        broken = stuck(case, booked, members.get(case.expert_id), now, calendar, panel, relations)
        if broken:
            found.append(StuckCase(case, session, broken))
    return sorted(found, key=lambda each: each.session.starts_at if each.session else now)


def _booked(session: Session, live: Sequence[Session]) -> Booked:
    booked = Booked(starts_at=session.starts_at, ends_at=session.ends_at)
    others = [
        (each.starts_at, each.ends_at)
        for each in live
        if each.room_id == session.room_id and each.id != session.id
    ]
    return replace(booked, shares_room=shares_room(booked, others))
