"""Several sessions with one act: booked, moved and called off together, all or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from services.mediation.application.change_session import planned_session, put_elsewhere
from services.mediation.application.freed_slots import release
from services.mediation.application.schedule_session import (
    Wish,
    a_session,
    book,
    check_time,
    place_of,
    schedule_session,
)
from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork


@dataclass(frozen=True)
class Series:
    """How often a session is repeated, and how long after the one before."""

    count: int
    every: timedelta


def schedule_series(case: Case, wish: Wish, series: Series, uow: MediationUnitOfWork) -> None:
    """Book several sessions at the same time of day, one every so many days; all or none.

    Raises: as ``schedule_session``; the date that is not possible is in the refusal.
    """
    schedule_session(case, wish, uow)
    for nth in range(1, series.count):
        own = replace(wish, starts_at=wish.starts_at + nth * series.every)
        with naming(own):
            check_time(case, own, uow)
            session = a_session(case, own, uow)
            book(case, own, session, uow)
            case.schedule_later(place_of(session))
    uow.cases.save(case)


@contextmanager
def naming(wish: Wish) -> Iterator[None]:
    """A refusal of one session of a series says which day it is about."""
    day = local_date(wish.starts_at).isoformat()
    try:
        yield
    except InvalidInput as refusal:
        fields = [replace(each, params={**each.params, "day": day}) for each in refusal.errors]
        first = FieldError("/starts_at", "series_day", {"day": day})
        raise InvalidInput([first, *fields]) from None


def move_series(case: Case, wish: Wish, uow: MediationUnitOfWork) -> None:
    """Move the next session, and all after it by as much; all or none.

    Raises: as ``move_session``; the date of the session that cannot be moved is in the refusal.
    """
    first = planned_session(case, "move", uow)
    by = wish.starts_at - first.starts_at
    planned = [uow.sessions.get(each) for each in case.planned]
    # Who goes first leaves the place into which the next one moves.
    for session in sorted(planned, key=lambda each: each.starts_at, reverse=by > timedelta()):
        own = replace(wish, starts_at=session.starts_at + by)
        with naming(own):
            put_elsewhere(case, session, own, uow)
    uow.cases.save(case)


def cancel_series(case: Case, reason: str, uow: MediationUnitOfWork) -> None:
    """Call all planned sessions off. Raises: WrongState."""
    planned_session(case, "cancel_session", uow)
    planned = case.planned
    for session_id in reversed(planned):
        case.cancel_session(session_id, reason)
    release(uow, *planned)
    uow.cases.save(case)
