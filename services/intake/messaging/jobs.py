"""What intake does later: legal alarms, sweeping what nobody filed, indexing what is old."""

from datetime import datetime

from chassis.documents import CLOCK_ALARM
from chassis.identity import Keyring
from chassis.jobs import Finish, Job, JobHandler
from services.intake.application.assign import RETURN, return_unworked
from services.intake.application.scan_evidence import SCAN, note_scan
from services.intake.application.store_evidence import SWEEP, plan_sweep, swept_before
from services.intake.messaging.closing_days import publishing, stamping
from services.intake.storage.evidence import CLEAN, INFECTED, NOT_SCANNED
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.storage.indexing import index_after
from services.intake.storage.scanner import Scanner
from services.intake.storage.unit_of_work import IntakeUnitOfWork

INDEX = "intake.index_matters"
"""Planned by migration 0005."""


def _alarm(job: Job) -> Finish:
    def finish(uow: IntakeUnitOfWork) -> None:
        submission = uow.submissions.get(job.subject)
        if submission.clock_speaks(job.payload["clock"], job.payload["moment"]):
            uow.submissions.save(submission)

    return finish


def _return(job: Job) -> Finish:
    def finish(uow: IntakeUnitOfWork) -> None:
        return_unworked(job.subject, datetime.fromisoformat(job.payload["given_at"]), uow)

    return finish


def _index(job: Job) -> Finish:
    """Some matters at a time, so that nobody who files waits for it; the next job goes on."""

    def finish(uow: IntakeUnitOfWork) -> None:
        last = index_after(uow.connection, job.payload.get("after", ""))
        if last:
            uow.jobs.add(INDEX, key=last, subject="", payload={"after": last})

    return finish


def _sweep_of(store: EvidenceStore) -> JobHandler:
    def sweep(_job: Job) -> Finish:
        def finish(uow: IntakeUnitOfWork) -> None:
            before = swept_before(uow)
            uow.tracking.forget_old(uow.clock.now())
            # Files whose rows were forgotten by an earlier sweep, which has been committed. The
            # rows of this one are only now on their way out: their files follow next time.
            for hashes in store.hashes_before(before):
                for sha256 in uow.evidence.unknown(hashes):
                    store.forget(sha256, before)
            store.forget_unfinished(before)
            if uow.evidence.forget_loose(before):
                plan_sweep(uow)

        return finish

    return JobHandler(SWEEP, sweep)


def _scan_of(store: EvidenceStore, scanner: Scanner | None) -> JobHandler:
    def scan(job: Job) -> Finish | None:
        sha256 = str(job.payload["sha256"])
        if scanner is None:
            return lambda uow: note_scan(sha256, NOT_SCANNED, uow)
        try:
            with store.open(sha256) as content:
                is_clean = scanner.is_clean(content)
        except FileNotFoundError:
            return None  # swept meanwhile: nobody filed it
        return lambda uow: note_scan(sha256, CLEAN if is_clean else INFECTED, uow)

    return JobHandler(SCAN, scan)


def jobs_of(
    store: EvidenceStore, scanner: Scanner | None, keyring: Keyring, tsa_url: str
) -> tuple[JobHandler, ...]:
    """Intake's job handlers."""
    return (
        JobHandler(CLOCK_ALARM, _alarm),
        JobHandler(INDEX, _index),
        JobHandler(RETURN, _return),
        _sweep_of(store),
        _scan_of(store, scanner),
        publishing(keyring, tsa_url),
        stamping(tsa_url),
    )
