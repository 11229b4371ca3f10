"""What mediation does later: ask intake for the parties, raise legal alarms."""

import logging
from collections.abc import Callable, Mapping
from datetime import date

from chassis.documents import CLOCK_ALARM
from chassis.errors import Unavailable
from chassis.jobs import Finish, Job, JobHandler
from chassis.service_client import ServiceClient
from services.mediation.application.change_session import EXPIRE_HOLD, expire_hold
from services.mediation.application.confidences import destroy_confidences
from services.mediation.application.freed_slots import OFFER_SLOTS
from services.mediation.application.keep_relations import (
    RECHECK,
    RECHECK_CASE,
    recheck,
    recheck_all,
)
from services.mediation.application.member_endings import REMIND_MEMBER, remind_member
from services.mediation.application.open_case import FETCH_PARTIES, record_parties
from services.mediation.application.payment_reminders import (
    REMIND_OF_PAYMENT,
    Reminder,
    remind_of_payment,
)
from services.mediation.application.plan_week import (
    PLAN_WEEK,
    NoAnswer,
    pose,
    record_answer,
    record_failure,
    solved,
)
from services.mediation.application.waiting_list import offer_slot
from services.mediation.storage.repositories import DESTROY_CONFIDENCES
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

_log = logging.getLogger(__name__)
Look = Callable[[], MediationUnitOfWork]


def _alarm(job: Job) -> Finish:
    def finish(uow: MediationUnitOfWork) -> None:
        moment = (job.payload["clock"], job.payload["moment"])
        case = uow.cases.find(cases.c.id == job.subject)
        if case is None:
            proceeding = uow.proceedings.get(job.subject)
            if proceeding.clock_speaks(*moment):
                uow.proceedings.save(proceeding)
        elif case.clock_speaks(*moment):
            uow.cases.save(case)

    return finish


def _remind(job: Job) -> Finish:
    reminder = Reminder(**job.payload)
    return lambda uow: remind_of_payment(job.subject, reminder, uow)


def _remind_member(job: Job) -> Finish:
    on = date.fromisoformat(job.payload["on"])
    return lambda uow: remind_member(job.subject, job.payload["kind"], on, uow)


def jobs_of(
    clients: Mapping[str, ServiceClient], look: Look, notice_days: int
) -> tuple[JobHandler, ...]:
    """Mediation's job handlers. Intake is asked and weeks are planned outside any transaction.

    ``look``: opens a unit of work that is only read.
    """

    def fetch_parties(job: Job) -> Finish:
        path = f"/internal/matters/{job.payload['receipt_no']}/parties"
        answer = clients["intake"].ask("mediation", path)
        if not answer.is_ok:
            raise Unavailable()
        return lambda uow: record_parties(job.subject, answer.json(), uow)

    def plan_week(job: Job) -> Finish:
        with look() as uow:
            posed = pose(uow.plans.get(job.subject), notice_days, uow)
        try:
            answer = solved(posed.problem)
        except NoAnswer as failure:
            _log.warning(
                "plan_failed", extra={"reason": f"{failure.code} {failure.detail}".strip()}
            )
            reason = failure.code
            return lambda uow: record_failure(job.subject, reason, uow)
        return lambda uow: record_answer(job.subject, posed, answer, uow)

    return (
        JobHandler(FETCH_PARTIES, fetch_parties),
        JobHandler(CLOCK_ALARM, _alarm),
        JobHandler(PLAN_WEEK, plan_week),
        JobHandler(REMIND_OF_PAYMENT, _remind),
        JobHandler(REMIND_MEMBER, _remind_member),
        JobHandler(RECHECK, lambda _job: recheck_all),
        JobHandler(RECHECK_CASE, lambda job: lambda uow: recheck(job.subject, uow)),
        JobHandler(OFFER_SLOTS, lambda _job: lambda uow: offer_slot(notice_days, uow)),
        JobHandler(
            DESTROY_CONFIDENCES, lambda job: lambda uow: destroy_confidences(job.subject, uow)
        ),
        JobHandler(EXPIRE_HOLD, lambda job: lambda uow: expire_hold(job.subject, uow)),
    )
