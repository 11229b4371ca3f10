"""Somebody takes all evidence along."""

from services.intake.storage.custody import TAKEN
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def take_evidence(receipt_no: str, uow: IntakeUnitOfWork) -> None:
    """Note it in the chain of custody and on the timeline. Raises: NotFound."""
    submission = uow.submissions.take_by_receipt_no(receipt_no)
    uow.custody.note(TAKEN, [(each.id, each.sha256) for each in submission.evidence])
    submission.note_bundle(uow.clock.now())
    uow.submissions.save(submission)
