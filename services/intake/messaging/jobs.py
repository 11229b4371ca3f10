"""What intake does later: legal alarms, and sweeping evidence that nobody filed."""

from datetime import timedelta

from chassis.documents import CLOCK_ALARM
from chassis.jobs import Finish, Job, JobHandler
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.storage.unit_of_work import IntakeUnitOfWork

SWEEP = "intake.sweep_evidence"
LOOSE_FOR = timedelta(hours=24)


def _alarm(job: Job) -> Finish:
    def finish(uow: IntakeUnitOfWork) -> None:
        submission = uow.submissions.get(job.subject)
        if submission.clock_speaks(job.payload["clock"], job.payload["moment"]):
            uow.submissions.save(submission)

    return finish


def jobs_of(store: EvidenceStore) -> tuple[JobHandler, ...]:
    """Intake's job handlers."""

    def sweep(job: Job) -> Finish:
        def finish(uow: IntakeUnitOfWork) -> None:
            for sha256 in uow.evidence.take_orphans(uow.clock.now() - LOOSE_FOR):
                store.forget(sha256)

        return finish

    return (JobHandler(CLOCK_ALARM, _alarm), JobHandler(SWEEP, sweep))
