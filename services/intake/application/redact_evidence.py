"""An officer puts a redacted copy beside a piece of evidence."""

from services.intake.application.file_submission import attach
from services.intake.domain.redacting import original_of, redact
from services.intake.domain.submission import Submission
from services.intake.storage.custody import REDACTED
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def redact_evidence(
    submission: Submission, evidence_id: str, copy_id: str, reason: str, uow: IntakeUnitOfWork
) -> None:
    """Take an uploaded file as the redacted copy of a piece of evidence.

    Raises: NotFound; InvalidInput when the copy was not uploaded; Conflict; Stale.
    """
    original = original_of(submission, evidence_id)
    [copy] = attach([(copy_id, "")], submission.receipt_no, uow)
    redact(submission, original, copy, reason, uow.clock.now())
    uow.custody.note(REDACTED, [(original.id, original.sha256)])
    uow.submissions.save(submission)
