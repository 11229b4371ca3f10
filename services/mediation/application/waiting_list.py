"""The waiting list: a case without a slot waits; a slot that is freed is kept for whose turn it is."""

import logging
from datetime import date, datetime, timedelta

from chassis.errors import Conflict, DomainError
from services.mediation.application.change_session import hold_slot
from services.mediation.application.freed_slots import something_is_free
from services.mediation.application.schedule_session import SlotSearch, Wish, find_slots
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import SCHEDULING
from services.mediation.domain.slots import Slot
from services.mediation.storage.sessions import Session
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

OFFER_HOURS = 24
OFFER_LASTS = timedelta(hours=OFFER_HOURS)
SESSION = timedelta(minutes=60)
_log = logging.getLogger(__name__)


def wait_for_slot(case: Case, notice_days: int, uow: MediationUnitOfWork) -> None:
    """Put a case on the list. Raises: WrongState; Conflict ``slots_are_free`` when it need not wait."""
    case.wait_for_slot(uow.clock.now())
    if first_slot(case, notice_days, uow) is not None:
        raise Conflict("slots_are_free")
    uow.cases.save(case)


def stop_waiting(case: Case, uow: MediationUnitOfWork) -> None:
    """Take a case off the list; a slot that is kept for it stays until its time."""
    case.waiting = None
    uow.cases.save(case)


def waiting_cases(uow: MediationUnitOfWork) -> list[Case]:
    """The list, whose turn comes first at its head."""

    def turn(case: Case) -> tuple[int, date, datetime]:
        if case.waiting is None:
            raise LookupError(case.id)
        return case.waiting.turn(case.mediation_due_on)

    found = uow.cases.all(cases.c.status == SCHEDULING)
    return sorted((each for each in found if each.waiting is not None), key=turn)


def kept_for(case: Case, uow: MediationUnitOfWork) -> Session | None:
    """The slot that is kept for a case now."""
    now = uow.clock.now()
    return next(
        (
            each
            for each in uow.sessions.of_case(case.id)
            if each.is_live and each.held_until is not None and each.held_until > now
        ),
        None,
    )


def offer_slot(notice_days: int, uow: MediationUnitOfWork) -> None:
    """Keep what is free for a day for the first on the list who can use it; then look again for the others.

    One case in one transaction: who holds one case's row never waits for another's.
    """
    for waiting in waiting_cases(uow):
        if waiting.is_suspended or kept_for(waiting, uow) is not None:
            continue
        if (slot := first_slot(waiting, notice_days, uow)) is None:
            continue
        wish = Wish(
            room_id=slot.room_id,
            starts_at=slot.starts_at,
            length=slot.ends_at - slot.starts_at,
            notice_days=notice_days,
        )
        try:
            case = uow.cases.take(waiting.id)
            kept = hold_slot(case, wish, OFFER_HOURS, uow)
            case.slot_is_kept(kept.id, kept.starts_at, uow.clock.now() + OFFER_LASTS)
            uow.cases.save(case)
        except DomainError as refusal:  # somebody was faster, and whoever frees it again says so
            _log.info("offer_not_kept", extra={"case_id": waiting.id, "reason": refusal.code})
            continue
        something_is_free(uow)
        return


def first_slot(case: Case, notice_days: int, uow: MediationUnitOfWork) -> Slot | None:
    """The best slot of a case, if there is any."""
    asked = SlotSearch(notice_days=notice_days, length=SESSION, most=1)
    return next(iter(find_slots(case, asked, uow).slots), None)
