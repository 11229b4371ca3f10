"""Somebody's words are written down, read back and confirmed; a recorded call joins its matter."""

from dataclasses import dataclass, replace

from services.intake.application.take_answer_file import take_answer_file
from services.intake.domain.kind import NAMED
from services.intake.domain.statement import COMPLAINANT, Confirmation, Mark, Statement
from services.intake.storage.unit_of_work import IntakeUnitOfWork


@dataclass(frozen=True, kw_only=True)
class NewStatement:
    """What was said, by whom, and the file that has the voice if there is one."""

    source: str
    speaker: str
    side: str
    words: str
    recording: str = ""


def take_statement(
    receipt_no: str, said: NewStatement, by: str, uow: IntakeUnitOfWork
) -> Statement:
    """Write it down as a draft; the recording becomes a file of the matter.

    Raises: NotFound, also for a recording that was not uploaded.
    """
    submission = uow.submissions.take_by_receipt_no(receipt_no)
    if submission.identity != NAMED and said.side == COMPLAINANT:
        # Who reported in confidence stands in no paper, and of an anonymous one nothing is kept.
        said = replace(said, speaker="")
    if said.recording:
        take_answer_file(receipt_no, said.recording, uow)
    statement = Statement(
        id=uow.ids.new(),
        receipt_no=receipt_no,
        taken_at=uow.clock.now(),
        taken_by=by,
        **vars(said),
    )
    statement.take()
    uow.statements.add(statement)
    return statement


def revise_statement(statement: Statement, words: str, uow: IntakeUnitOfWork) -> None:
    """Put other words. Raises: WrongState, Stale."""
    statement.revise(words)
    uow.statements.save(statement)


def mark_statement(statement: Statement, mark: Mark, uow: IntakeUnitOfWork) -> None:
    """Note of which field a moment speaks. Raises: WrongState, Conflict, Stale."""
    statement.mark(mark)
    uow.statements.save(statement)


def confirm_statement(
    statement: Statement, confirmation: Confirmation, uow: IntakeUnitOfWork
) -> None:
    """The words are right. Raises: WrongState, Conflict, Stale."""
    statement.confirm(replace(confirmation, at=uow.clock.now()))
    uow.statements.save(statement)
