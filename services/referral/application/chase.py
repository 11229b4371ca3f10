"""Silent receivers are reminded by themselves: a working day before, on the first day too late, again, up."""

from contextlib import suppress

from chassis.errors import Conflict
from lawbook.clocks import LegalClock
from services.referral.domain.chasing import (
    CHASE,
    ESCALATE,
    REMIND,
    USUAL,
    Ladder,
    first_chase_at,
    next_chase_at,
)
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.flow import PARTNER
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.tables import confirmations, desks, referrals, transfers
from services.referral.storage.unit_of_work import ReferralUnitOfWork

CHASE_SILENT = "referral.chase_silent"
PORTAL = ""
"""Nobody pressed a button."""
THEIRS = frozenset({PARTNER, "police"})
"""Whose duties are asked after; those of the centre and of the parties are not."""
COURT = "court"
Handed = Referral | Transfer | Confirmation


def answer_alarm(item: Handed, clock_key: str, moment: str, uow: ReferralUnitOfWork) -> None:
    """A clock of the receiver comes near its end: remind; it has passed: plan to chase."""
    clock = item.docket.find(clock_key)
    if clock is None or not _is_theirs(item, clock):
        return
    if moment == "approaching_1":
        # Whoever was reminded today by hand is not told twice.
        with suppress(Conflict):
            item.remind(REMIND, PORTAL, uow.clock.now())
    if moment == "overdue" and clock.bearer in {*THEIRS, COURT}:
        _plan(item, clock_key, 1, clock, uow)


def _is_theirs(item: Handed, clock: LegalClock) -> bool:
    """Of a court: its signature, while the parties can still apply, and its ruling."""
    if isinstance(item, Confirmation):
        owed = item.owed()
        return owed is not None and owed.rule_id == clock.rule_id
    return clock.bearer in THEIRS


def chase_silent(item_id: str, clock_key: str, uow: ReferralUnitOfWork) -> None:
    """Chase, and plan the next time; after the last the supervisor is told.

    Nothing when the receiver has acted meanwhile.
    """
    item = _found(item_id, uow)
    clock = item.docket.find(clock_key) if item else None
    if item is None or clock is None or not clock.is_overdue(uow.clock.now()):
        return
    act = CHASE if item.chases < _ladder(item, uow).chases else ESCALATE
    with suppress(Conflict):
        item.remind(act, PORTAL, uow.clock.now())
        _save(item, uow)
        if act == ESCALATE:
            return
    _plan(item, clock_key, item.chases + 1, clock, uow)


def _found(item_id: str, uow: ReferralUnitOfWork) -> Handed | None:
    return (
        uow.referrals.find(referrals.c.id == item_id)
        or uow.transfers.find(transfers.c.id == item_id)
        or uow.confirmations.find(confirmations.c.id == item_id)
    )


def _save(item: Handed, uow: ReferralUnitOfWork) -> None:
    match item:
        case Referral():
            uow.referrals.save(item)
        case Transfer():
            uow.transfers.save(item)
        case Confirmation():
            uow.confirmations.save(item)


def _ladder(item: Handed, uow: ReferralUnitOfWork) -> Ladder:
    desk = uow.desks.find(desks.c.code == item.desk)
    return desk.ladder if desk else USUAL


def _plan(
    item: Handed, clock_key: str, nth: int, clock: LegalClock, uow: ReferralUnitOfWork
) -> None:
    days = _ladder(item, uow).working_days
    run_at = first_chase_at(clock.due_at) if nth == 1 else next_chase_at(uow.clock.now(), days)
    uow.jobs.add(
        CHASE_SILENT,
        key=f"{item.id}|{clock_key}|{nth}",
        subject=item.id,
        payload={"clock": clock_key},
        run_at=run_at,
    )
