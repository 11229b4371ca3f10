"""What referral does later: ask mediation for an agreement's text, raise legal alarms."""

from collections.abc import Mapping

from chassis.documents import CLOCK_ALARM
from chassis.errors import NotFound, Unavailable
from chassis.jobs import Finish, Job, JobHandler
from chassis.service_client import ServiceClient
from services.referral.application.chase import CHASE_SILENT, answer_alarm, chase_silent
from services.referral.application.open_referral import RECEIVE, receive_handed_over
from services.referral.application.prepare_confirmation import PREPARE, prepare_confirmation
from services.referral.storage.tables import referrals, transfers
from services.referral.storage.unit_of_work import ReferralUnitOfWork


def _alarm(job: Job) -> Finish:
    def finish(uow: ReferralUnitOfWork) -> None:
        transfer = uow.transfers.find(transfers.c.id == job.subject)
        if transfer is not None:
            if transfer.clock_speaks(job.payload["clock"], job.payload["moment"]):
                answer_alarm(transfer, job.payload["clock"], job.payload["moment"], uow)
                uow.transfers.save(transfer)
            return
        referral = uow.referrals.find(referrals.c.id == job.subject)
        if referral is not None:
            if referral.clock_speaks(job.payload["clock"], job.payload["moment"]):
                answer_alarm(referral, job.payload["clock"], job.payload["moment"], uow)
                uow.referrals.save(referral)
            return
        confirmation = uow.confirmations.get(job.subject)
        if confirmation.clock_speaks(job.payload["clock"], job.payload["moment"]):
            answer_alarm(confirmation, job.payload["clock"], job.payload["moment"], uow)
            uow.confirmations.save(confirmation)

    return finish


def _chase(job: Job) -> Finish:
    def finish(uow: ReferralUnitOfWork) -> None:
        chase_silent(job.subject, job.payload["clock"], uow)

    return finish


def jobs_of(clients: Mapping[str, ServiceClient]) -> tuple[JobHandler, ...]:
    """Referral's job handlers. Questions are asked outside any transaction."""

    def prepare(job: Job) -> Finish:
        answer = clients["mediation"].ask(
            "referral", f"/internal/cases/{job.payload['case_id']}/agreement"
        )
        if answer.status == 404:
            raise NotFound()
        if not answer.is_ok:
            raise Unavailable()
        return lambda uow: prepare_confirmation(job.payload, answer.json(), uow)

    def receive(job: Job) -> Finish:
        receipt_no, receiver = job.payload["receipt_no"], job.payload["receiver"]
        answer = clients["intake"].ask("referral", f"/internal/bodies/{receiver}")
        if not (answer.is_ok or answer.status == 404):
            raise Unavailable()
        name = answer.json()["name"] if answer.is_ok else receiver
        return lambda uow: receive_handed_over(receipt_no, receiver, name, uow)

    return (
        JobHandler(PREPARE, prepare),
        JobHandler(RECEIVE, receive),
        JobHandler(CLOCK_ALARM, _alarm),
        JobHandler(CHASE_SILENT, _chase),
    )
