"""What other services report about a matter: its timeline, and how its ways end."""

from chassis.messages import Envelope
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def note_progress(envelope: Envelope, uow: IntakeUnitOfWork) -> None:
    """Put an event on the timeline of its matter."""
    uow.timeline.record(envelope, str(envelope.data["receipt_no"]))


def end_route(receipt_no: str, route: str, result: str, uow: IntakeUnitOfWork) -> None:
    """One way of a matter has ended; perhaps the matter with it."""
    submission = uow.submissions.by_receipt_no(receipt_no)
    if submission.end_of_route(route, result, uow.clock.now()):
        uow.submissions.save(submission)
