"""Somebody says who may see a piece of evidence."""

from services.intake.domain.exposing import expose
from services.intake.domain.records import Exposure
from services.intake.domain.submission import Submission
from services.intake.storage.custody import EXPOSED
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def expose_evidence(
    submission: Submission, said: Exposure, uow: IntakeUnitOfWork, *, is_head: bool
) -> None:
    """Say it; that it was said stands in the chain of custody. Raises: NotFound, Conflict, Stale."""
    expose(submission, said, uow.clock.now(), is_head=is_head)
    digests = {each.id: each.sha256 for each in submission.evidence}
    uow.custody.note(EXPOSED, [(said.evidence_id, digests[said.evidence_id])])
    uow.submissions.save(submission)
