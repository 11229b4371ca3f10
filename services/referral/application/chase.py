"""Silent receivers are reminded by themselves: a working day before, on the first day too late, once more."""

from contextlib import suppress

from chassis.errors import Conflict
from lawbook.clocks import LegalClock
from services.referral.domain.chasing import (
    CHASE,
    MOST_BY_ITSELF,
    REMIND,
    first_chase_at,
    next_chase_at,
)
from services.referral.domain.flow import PARTNER
from services.referral.domain.referral import Referral
from services.referral.storage.tables import referrals
from services.referral.storage.unit_of_work import ReferralUnitOfWork

CHASE_SILENT = "referral.chase_silent"
PORTAL = ""
"""Nobody pressed a button."""


def answer_alarm(referral: Referral, clock_key: str, moment: str, uow: ReferralUnitOfWork) -> None:
    """A clock of the receiver comes near its end: remind; it has passed: plan to chase."""
    clock = referral.docket.find(clock_key)
    if clock is None or clock.bearer != PARTNER:
        return
    if moment == "approaching_1":
        # Whoever was reminded today by hand is not told twice.
        with suppress(Conflict):
            referral.remind(REMIND, PORTAL, uow.clock.now())
    if moment == "overdue":
        _plan(referral, clock_key, 1, clock, uow)


def chase_silent(referral_id: str, clock_key: str, uow: ReferralUnitOfWork) -> None:
    """Chase, and plan the next time; nothing when the receiver has acted meanwhile."""
    referral = uow.referrals.find(referrals.c.id == referral_id)
    clock = referral.docket.find(clock_key) if referral else None
    if referral is None or clock is None or not clock.is_overdue(uow.clock.now()):
        return
    with suppress(Conflict):
        referral.remind(CHASE, PORTAL, uow.clock.now())
        uow.referrals.save(referral)
    if referral.chases < MOST_BY_ITSELF:
        _plan(referral, clock_key, referral.chases + 1, clock, uow)


def _plan(
    referral: Referral, clock_key: str, nth: int, clock: LegalClock, uow: ReferralUnitOfWork
) -> None:
    run_at = first_chase_at(clock.due_at) if nth == 1 else next_chase_at(uow.clock.now())
    uow.jobs.add(
        CHASE_SILENT,
        key=f"{referral.id}|{clock_key}|{nth}",
        subject=referral.id,
        payload={"clock": clock_key},
        run_at=run_at,
    )
