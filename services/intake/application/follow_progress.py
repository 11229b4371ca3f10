"""What other services report about a matter: its timeline, and how its ways end."""

from datetime import datetime

from chassis.messages import Envelope
from services.intake.domain.mediation_term import go_on_with_term, stop_term
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def note_progress(envelope: Envelope, uow: IntakeUnitOfWork) -> None:
    """Put an event on the timeline of its matter; what belongs to no matter stands on none."""
    if receipt_no := str(envelope.data["receipt_no"]):
        uow.timeline.record(envelope, receipt_no)


def end_route(receipt_no: str, route: str, result: str, uow: IntakeUnitOfWork) -> None:
    """One way of a matter has ended; perhaps the matter with it."""
    submission = uow.submissions.by_receipt_no(receipt_no)
    if submission.end_of_route(route, result, uow.clock.now()):
        uow.submissions.save(submission)


def move_term(receipt_no: str, act: str, at: datetime, uow: IntakeUnitOfWork) -> None:
    """The term of the mediation stands still or goes on; another act changes nothing."""
    submission = uow.submissions.by_receipt_no(receipt_no)
    move = {"appraisal_began": stop_term, "appraisal_ended": go_on_with_term}.get(act)
    if move is not None and move(submission, at):
        uow.submissions.save(submission)
