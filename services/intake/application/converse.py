"""Questions and answers between the centre and the citizen, also one who gave no name."""

from collections.abc import Sequence

from chassis.errors import FieldError, InvalidInput
from lawbook.supplements import purposes
from services.intake.application.clean_evidence import clean_evidence
from services.intake.application.file_submission import attach
from services.intake.domain.kind import ANONYMOUS
from services.intake.domain.submission import Submission
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.storage.messages import CENTRE, CITIZEN
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def ask_citizen(
    submission: Submission, purpose: str, asked_for: str, uow: IntakeUnitOfWork
) -> None:
    """Ask for a supplement (补充材料). Raises: InvalidInput, WrongState, Conflict, Stale."""
    if purpose not in purposes():
        raise InvalidInput([FieldError("/purpose", "invalid")])
    submission.ask(purpose, asked_for, uow.clock.now())
    uow.submissions.save(submission)


def supply(
    submission: Submission,
    answer: str,
    files: Sequence[tuple[str, str]],
    store: EvidenceStore,
    uow: IntakeUnitOfWork,
) -> None:
    """The citizen answers, with files or without. Raises: InvalidInput, Conflict."""
    if submission.identity == ANONYMOUS:
        clean_evidence([each for each, _ in files], store, uow)
    attached = attach(files, submission.receipt_no, uow)
    submission.supply(answer, attached, uow.clock.now())
    uow.submissions.save(submission)


def post_message(
    submission: Submission, words: str, *, from_citizen: bool, uow: IntakeUnitOfWork
) -> None:
    """Write to the other side; the text stays here, the event only says that there is one."""
    side = CITIZEN if from_citizen else CENTRE
    uow.messages.add(submission.receipt_no, side, words)
    submission.note_message(side, uow.clock.now())
    uow.submissions.save(submission)
