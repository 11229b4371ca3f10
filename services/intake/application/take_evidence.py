"""Somebody takes all evidence along that they may see."""

from collections.abc import Sequence

from services.intake.domain.parties import Attachment
from services.intake.domain.submission import Submission
from services.intake.storage.custody import TAKEN
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def take_evidence(
    submission: Submission, pieces: Sequence[Attachment], uow: IntakeUnitOfWork
) -> None:
    """Note it in the chain of custody and on the timeline. Raises: Stale."""
    uow.custody.note(TAKEN, [(each.id, each.sha256) for each in pieces])
    submission.note_bundle(uow.clock.now())
    uow.submissions.save(submission)
