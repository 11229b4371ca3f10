"""Who handles a matter: chosen by hand or by rule, withdrawn, or passed on because nothing was done."""

from collections.abc import Sequence
from datetime import datetime

from chassis.clock import local_date
from chassis.errors import Conflict
from services.intake.domain import assigning
from services.intake.domain.assigning import AFTER_RECUSAL, BY_HAND, BY_RULE, FITS, FORBIDDEN
from services.intake.domain.kind import RECEIVED
from services.intake.domain.records import Considered
from services.intake.domain.submission import Submission
from services.intake.storage.officers import everybody, open_matters
from services.intake.storage.unit_of_work import IntakeUnitOfWork

RETURN = "intake.return_unworked"
STAFF = "staff:"


def considered(submission: Submission, uow: IntakeUnitOfWork) -> tuple[Considered, ...]:
    """All officers for a matter, the one to choose first."""
    today = local_date(uow.clock.now())
    return assigning.consider(
        submission, everybody(uow.connection), open_matters(uow.connection), today
    )


def assign(submission: Submission, assignee: str, uow: IntakeUnitOfWork) -> None:
    """Give a matter to somebody by hand. Raises: Conflict for whoever withdrew or has ties; Stale."""
    officer = uow.officers.of_account(assignee) if assignee else None
    if officer and assigning.stands_in_the_way(submission, officer) in FORBIDDEN:
        raise Conflict("assignee_not_free")
    if assignee != submission.assignee:
        _give(submission, assignee, BY_HAND, uow)


def assign_by_rule(submission: Submission, uow: IntakeUnitOfWork) -> bool:
    """Give a matter to whom the rules name; False when nobody fits, then nothing is changed."""
    found = considered(submission, uow)
    if not found or found[0].reason != FITS:
        return False
    _give(submission, found[0].account, BY_RULE, uow, found)
    return True


def assign_many(receipt_nos: Sequence[str], assignee: str | None, uow: IntakeUnitOfWork) -> int:
    """Give several matters to one officer, or by rule when ``assignee`` is None; how many were given.

    Raises: NotFound; Conflict for whoever withdrew from one of them or has ties.
    """
    given = 0
    # Always in the same order, so that of two who assign the same matters one waits for the other.
    for each in sorted(receipt_nos):
        submission = uow.submissions.take_by_receipt_no(each)
        if assignee is None:
            given += assign_by_rule(submission, uow)
        else:
            assign(submission, assignee, uow)
            given += 1
    return given


def recuse(submission: Submission, reason: str, uow: IntakeUnitOfWork) -> None:
    """The officer who acts withdraws (回避); what they had goes to somebody else. Raises: Conflict, Stale."""
    account = uow.actor.id.removeprefix(STAFF)
    assigning.recuse(submission, account, reason, uow.clock.now())
    if submission.assignee != account:
        uow.submissions.save(submission)
        return
    found = considered(submission, uow)
    heir = found[0].account if found and found[0].reason == FITS else ""
    _give(submission, heir, AFTER_RECUSAL, uow, found)


def return_unworked(submission_id: str, given_at: datetime, uow: IntakeUnitOfWork) -> None:
    """Pass a matter on that was given at that instant and with which its officer has done nothing.

    Changes nothing when it was given anew, decided, or worked on meanwhile.
    """
    submission = uow.submissions.take(submission_id)
    given = submission.assignment
    if given is None or given.at != given_at or submission.status != RECEIVED:
        return
    if uow.timeline.has_act_of(STAFF + given.assignee, submission.receipt_no, after=given_at):
        return
    today = local_date(uow.clock.now())
    heir, way = assigning.successor(submission, everybody(uow.connection), today)
    _give(submission, heir, way, uow, silent=(*given.silent, given.assignee))


def _give(
    submission: Submission,
    assignee: str,
    way: str,
    uow: IntakeUnitOfWork,
    found: Sequence[Considered] = (),
    *,
    silent: Sequence[str] = (),
) -> None:
    now = uow.clock.now()
    assigning.give(submission, assignee, way, now, considered=found, silent=silent)
    uow.submissions.save(submission)
    given = submission.assignment
    if given is not None and given.return_at is not None:
        uow.jobs.add(
            RETURN,
            key=f"{submission.id}|{now.isoformat()}",
            subject=submission.id,
            payload={"given_at": now.isoformat()},
            run_at=given.return_at,
        )
