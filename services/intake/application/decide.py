"""An officer decides: accept, refuse, route, close."""

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from lawbook.grounds import refusal_grounds
from services.intake.domain.submission import Submission
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def accept_submission(submission: Submission, uow: IntakeUnitOfWork) -> None:
    """Accept (受理). Raises: WrongState, Stale."""
    submission.accept(uow.clock.now())
    uow.submissions.save(submission)


def refuse_submission(
    submission: Submission, ground: str, explanation: str, uow: IntakeUnitOfWork
) -> None:
    """Refuse (不予受理) on a ground that the law knew on the day of filing.

    Raises: InvalidInput, WrongState, Stale.
    """
    filed_on = local_date(submission.filed_at)
    if ground not in {each.code for each in refusal_grounds(submission.kind, filed_on)}:
        raise InvalidInput([FieldError("/ground", "ground_unknown")])
    submission.refuse(ground, explanation, uow.clock.now())
    uow.submissions.save(submission)


def route_submission(
    submission: Submission, route: str, reason: str, uow: IntakeUnitOfWork
) -> None:
    """Send the matter to mediation or to the police. Raises: WrongState, Conflict, Stale."""
    submission.route(route, reason, uow.clock.now())
    uow.submissions.save(submission)


def close_submission(
    submission: Submission, result: str, explanation: str, uow: IntakeUnitOfWork
) -> None:
    """End a matter (办结) that no other service will end. Raises: WrongState, Conflict, Stale."""
    submission.close(result, explanation, uow.clock.now())
    uow.submissions.save(submission)
