"""Somebody uploads a file, and what nobody files is forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.application.scan_evidence import plan_scan
from services.intake.storage.custody import RECEIVED
from services.intake.storage.evidence import EvidenceFile
from services.intake.storage.unit_of_work import IntakeUnitOfWork

SWEEP = "intake.sweep_evidence"
LOOSE_FOR = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class StoreEvidence:
    """A file that lies in the store under its hash."""

    name: str
    size: int
    media_type: str
    sha256: str
    sm3: str
    scan: str = ""


def store_evidence(command: StoreEvidence, uow: IntakeUnitOfWork) -> EvidenceFile:
    """Register a file; its id, which nobody can guess, is the right to file it, once."""
    file = EvidenceFile(
        id=uow.ids.new(), receipt_no=None, stored_at=uow.clock.now(), **vars(command)
    )
    uow.evidence.add(file)
    uow.custody.note(RECEIVED, [(file.id, file.sha256)])
    plan_sweep(uow)
    plan_scan(file, uow)
    return file


def plan_sweep(uow: IntakeUnitOfWork) -> None:
    """Have the sweep come by a day later; once for all that happens within an hour."""
    hour = uow.clock.now().replace(minute=0, second=0, microsecond=0)
    run_at = hour + timedelta(hours=1) + LOOSE_FOR
    uow.jobs.add(SWEEP, key=hour.isoformat(), subject="", run_at=run_at)


def swept_before(uow: IntakeUnitOfWork) -> datetime:
    """What is older than this and belongs to nobody is forgotten."""
    return uow.clock.now() - LOOSE_FOR
