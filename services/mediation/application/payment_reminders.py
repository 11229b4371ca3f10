"""Payments of an agreement: told before their last day, and when it has passed unpaid."""

from dataclasses import dataclass
from datetime import datetime, time

from chassis.jobs import Planned
from lawbook.clocks import at_local
from lawbook.workdays import ONE_DAY, work_calendar
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED
from services.mediation.domain.performance import APPROACHING, PASSED, Instalment
from services.mediation.storage.unit_of_work import MediationUnitOfWork

REMIND_OF_PAYMENT = "mediation.remind_of_payment"
TELLING_AT = time(9)
WORKING_DAYS_BEFORE = 3
"""Policy: early enough for a bank transfer."""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Of which step of which text, and when: before its last day, or after it."""

    number: int
    moment: str
    agreement_id: str = ""


def plan_reminders(case: Case, uow: MediationUnitOfWork) -> None:
    """Plan what will be told about each payment of an agreement that is in effect; once."""
    if case.status != AGREED or case.agreement is None:
        return
    now = uow.clock.now()
    planned = [
        Planned(
            f"{case.agreement.id}|{each.number}|{moment}",
            {"number": each.number, "moment": moment, "agreement_id": case.agreement.id},
            at,
        )
        for each in case.agreement.instalments
        for moment, at in _moments(each)
        if at > now
    ]
    uow.jobs.add_all(REMIND_OF_PAYMENT, case.id, planned)


def remind_of_payment(case_id: str, reminder: Reminder, uow: MediationUnitOfWork) -> None:
    """Tell it, unless the step was noted meanwhile, or belongs to a text that was corrected."""
    case = uow.cases.get(case_id)
    number, moment = reminder.number, reminder.moment
    # Reminders that were planned before agreements could be corrected name none.
    own = {"", case.agreement.id if case.agreement else ""}
    if reminder.agreement_id in own and case.payment_falls_due(number, moment):
        uow.cases.save(case)


def _moments(payment: Instalment) -> list[tuple[str, datetime]]:
    if payment.due_on is None:
        return []
    before = work_calendar().working_days_before(payment.due_on, WORKING_DAYS_BEFORE)
    return [
        (APPROACHING, at_local(before, TELLING_AT)),
        (PASSED, at_local(payment.due_on + ONE_DAY, TELLING_AT)),
    ]
