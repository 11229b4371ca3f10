"""Who handles a matter: chosen by hand or by rule, withdrawn, or passed on because nothing was done."""

from collections.abc import Sequence
from datetime import datetime

from chassis.clock import local_date
from chassis.errors import Conflict
from services.intake.domain import assigning
from services.intake.domain.assigning import (
    AFTER_RECUSAL,
    AFTER_RETURN,
    BY_HAND,
    BY_RULE,
    BY_RULING,
    FITS,
    FORBIDDEN,
    TO_RULING,
)
from services.intake.domain.kind import RECEIVED
from services.intake.domain.records import Considered, Return, Ruling
from services.intake.domain.returning import BODY, give_back, note_return, note_ruling
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
    _is_free(submission, assignee, uow)
    if assignee != submission.assignee:
        _give(submission, assignee, BY_HAND, uow)


def assign_by_rule(submission: Submission, uow: IntakeUnitOfWork) -> bool:
    """Give a matter to whom the rules name; False when nobody fits or somebody has to rule."""
    found = considered(submission, uow)
    if submission.awaits_ruling or not _first(found):
        return False
    _give(submission, _first(found), BY_RULE, uow, found)
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
    _give(submission, _first(found), AFTER_RECUSAL, uow, found)


def return_work(
    submission: Submission, ground: str, reason: str, proposed: str, uow: IntakeUnitOfWork
) -> None:
    """Whoever acts gives back what they have (退单): to the next who fits, the second time to a ruling.

    Raises: WrongState, Conflict, Stale.
    """
    account = uow.actor.id.removeprefix(STAFF)
    give_back(submission, Return(account, ground, reason, proposed, uow.clock.now()))
    _pass_on(submission, uow)


def take_back(receipt_no: str, uow: IntakeUnitOfWork) -> None:
    """The body that got a matter gave it back: the centre has it again, or the head rules."""
    submission = uow.submissions.by_receipt_no(receipt_no)
    now = uow.clock.now()
    if not submission.come_back(now):
        return
    body = BODY + submission.hand_overs[-1].receiver
    note_return(submission, Return(body, "no_authority", "", "", now))
    if submission.awaits_ruling or not submission.assignee:
        _pass_on(submission, uow)
    else:
        # Whoever handed it over has it again, with a time of their own to do something.
        _give(submission, submission.assignee, AFTER_RETURN, uow)


def rule_on_returns(
    submission: Submission, assignee: str, reason: str, uow: IntakeUnitOfWork
) -> None:
    """Rule who handles what was given back twice. Raises: Conflict, Stale."""
    _is_free(submission, assignee, uow)
    by = uow.actor.id.removeprefix(STAFF)
    note_ruling(submission, Ruling(assignee, reason, by, uow.clock.now()))
    _give(submission, assignee, BY_RULING, uow)


def _pass_on(submission: Submission, uow: IntakeUnitOfWork) -> None:
    """What was given back goes to the next who fits, or waits for a ruling."""
    if submission.awaits_ruling:
        _give(submission, "", TO_RULING, uow)
        return
    found = considered(submission, uow)
    _give(submission, _first(found), AFTER_RETURN, uow, found)


def _is_free(submission: Submission, assignee: str, uow: IntakeUnitOfWork) -> None:
    """Raises: Conflict for whoever withdrew or has ties."""
    officer = uow.officers.of_account(assignee) if assignee else None
    if officer and assigning.stands_in_the_way(submission, officer) in FORBIDDEN:
        raise Conflict("assignee_not_free")


def _first(found: Sequence[Considered]) -> str:
    """The account of the one to choose, empty when nobody fits."""
    return found[0].account if found and found[0].reason == FITS else ""


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
