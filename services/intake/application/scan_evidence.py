"""Files that the scanner could not look at when they came are looked at later."""

from services.intake.storage.custody import QUARANTINED, RELEASED
from services.intake.storage.evidence import QUARANTINE, WAITING, EvidenceFile
from services.intake.storage.unit_of_work import IntakeUnitOfWork

SCAN = "intake.scan_evidence"


def plan_scan(file: EvidenceFile, uow: IntakeUnitOfWork) -> None:
    """Have it looked at as soon as the scanner answers; until then nobody gets it."""
    if file.scan == WAITING:
        uow.custody.note(QUARANTINED, [(file.id, file.sha256)])
        uow.jobs.add(SCAN, key=file.sha256, subject="", payload={"sha256": file.sha256})


def note_scan(sha256: str, scan: str, uow: IntakeUnitOfWork) -> None:
    """What the scanner said of some bytes holds for every file that has them."""
    files = uow.evidence.waiting(sha256)
    uow.evidence.scanned(sha256, scan)
    if scan not in QUARANTINE:
        uow.custody.note(RELEASED, [(each.id, sha256) for each in files])
