"""An officer decides: accept, refuse, route, close."""

from collections.abc import Mapping

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput
from lawbook.grounds import refusal_grounds
from services.intake.domain.correcting import CORRECTABLE, OF_PERSON
from services.intake.domain.extending import extend
from services.intake.domain.jurisdiction import unit_of
from services.intake.domain.kind import ANONYMOUS, CONFIDENTIAL
from services.intake.domain.merging import merge, unmerge
from services.intake.domain.rating import rate
from services.intake.domain.search_words import words_of
from services.intake.domain.submission import Submission
from services.intake.storage.unit_of_work import IntakeUnitOfWork

COMPLAINANT = "complainant"


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
    known = refusal_grounds(submission.rules.grounds, filed_on) if submission.rules.grounds else ()
    if ground not in {each.code for each in known}:
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


def answer_question(submission: Submission, text: str, uow: IntakeUnitOfWork) -> None:
    """Answer a consultation (咨询). Raises: WrongState, Stale."""
    submission.answer(text, uow.clock.now())
    uow.submissions.save(submission)


def withdraw_submission(submission: Submission, reason: str, uow: IntakeUnitOfWork) -> None:
    """The citizen takes the matter back. Raises: WrongState, Conflict."""
    submission.withdraw(reason, uow.clock.now())
    uow.submissions.save(submission)


def correct_submission(
    submission: Submission, changes: Mapping[str, str], uow: IntakeUnitOfWork
) -> None:
    """Put fields right; from now on it is found by the new words.

    Raises: InvalidInput for a field that cannot be corrected, WrongState, Stale.
    Law: SAMR121 art. 37 (who reports in confidence alone says who they are)
    """
    hidden = {ANONYMOUS} if uow.actor.role == COMPLAINANT else {ANONYMOUS, CONFIDENTIAL}
    secret = OF_PERSON if submission.identity in hidden else frozenset()
    wrong = [name for name in changes if name not in CORRECTABLE or name in secret]
    if wrong:
        raise InvalidInput([FieldError(f"/fields/{each}", "unknown_field") for each in wrong])
    before = words_of(submission)
    submission.correct(changes, uow.clock.now(), uow.actor.id)
    uow.submissions.save_reworded(submission, before)


def sort_submission(
    submission: Submission, lane: str, flags: tuple[str, ...], reason: str, uow: IntakeUnitOfWork
) -> None:
    """Put it into a lane (繁简分流). Raises: Stale."""
    submission.sort(lane, flags, reason, uow.clock.now())
    uow.submissions.save(submission)


def hand_over_submission(
    submission: Submission, receiver: str, reason: str, uow: IntakeUnitOfWork
) -> None:
    """Give it to the competent body (移交). Raises: InvalidInput, WrongState, Stale."""
    if unit_of(receiver) is None:
        raise InvalidInput([FieldError("/receiver", "receiver_unknown")])
    submission.hand_over(receiver, reason, uow.clock.now())
    uow.submissions.save(submission)


def rate_submission(
    submission: Submission, score: int, words: str, by: str, uow: IntakeUnitOfWork
) -> None:
    """Note how content somebody is (满意度、回访). Raises: WrongState, Conflict."""
    rate(submission, score, words, by, uow.clock.now())
    uow.submissions.save(submission)


def extend_submission(submission: Submission, reason: str, uow: IntakeUnitOfWork) -> None:
    """Grant more time (延长). Raises: Conflict, Stale."""
    extend(submission, reason, uow.clock.now())
    uow.submissions.save(submission)


def show_identity(submission: Submission, uow: IntakeUnitOfWork) -> None:
    """Note that somebody looks at who reported in confidence."""
    submission.note_look_at_identity(uow.clock.now())
    uow.submissions.save(submission)


def merge_submission(duplicate: Submission, into: str, reason: str, uow: IntakeUnitOfWork) -> None:
    """Join a duplicate to the matter it repeats. Raises: NotFound, Conflict, Stale."""
    main = uow.submissions.take_by_receipt_no(into)
    merge(duplicate, main, reason, uow.clock.now())
    uow.submissions.save(duplicate)
    uow.submissions.save(main)


def unmerge_submission(duplicate: Submission, uow: IntakeUnitOfWork) -> None:
    """Undo a merger within a day. Raises: Conflict, Stale."""
    if duplicate.merger is None:
        raise Conflict("not_merged")
    main = uow.submissions.take_by_receipt_no(duplicate.merger.into)
    unmerge(duplicate, main, uow.clock.now())
    uow.submissions.save(duplicate, main)
