"""Joining a duplicate to the matter it repeats, and undoing that within a day."""

from datetime import datetime, timedelta

from chassis.errors import Conflict
from services.intake.domain import events
from services.intake.domain.kind import MERGED, RECEIVED, REPORT
from services.intake.domain.records import Merger
from services.intake.domain.submission import Submission

UNDO_WITHIN = timedelta(hours=24)


def merge(duplicate: Submission, main: Submission, reason: str, at: datetime) -> None:
    """Let ``duplicate`` go on as part of ``main``.

    A complaint is merged only with another of the same person: everybody else is owed an answer of
    their own. A report of new facts lets the period of verification begin again.

    Raises: Conflict.
    Law: SAMR121 arts 15, 35(2)
    """
    if duplicate.id == main.id or duplicate.kind != main.kind or duplicate.status != RECEIVED:
        raise Conflict("merge_not_alike")
    if not main.possible_now:
        raise Conflict("merge_into_ended")
    if duplicate.kind != REPORT and not _same_person(duplicate, main):
        raise Conflict("merge_other_person")
    duplicate.merger = Merger(main.receipt_no, reason, at, duplicate.status)
    duplicate.status = MERGED
    rule = duplicate.rules.answer_rule
    duplicate.docket.pause([each.rule_id for each in duplicate.docket.running()], at)
    if duplicate.kind == REPORT and _same_person(duplicate, main) and main.status == RECEIVED:
        main.docket.cancel(at, rule)
        main.docket.start(rule, duplicate.filed_at, bearer="centre")
    duplicate.events.append(events.Merged(main.receipt_no, at))


def unmerge(duplicate: Submission, main: Submission, at: datetime) -> None:
    """Undo a merger; the clocks of both go on as if it had never been. Raises: Conflict."""
    merger = duplicate.merger
    if merger is None:
        raise Conflict("not_merged")
    if at - merger.at > UNDO_WITHIN:
        raise Conflict("merged_too_long")
    duplicate.status, duplicate.merger = merger.status_before, None
    duplicate.docket.resume(merger.at)
    _begin_as_before(main, duplicate.filed_at, at)
    duplicate.events.append(events.Unmerged(at))


def _begin_as_before(main: Submission, joined_at: datetime, at: datetime) -> None:
    """The period that began again with the duplicate is the one from before; not when it is over."""
    rule = main.rules.answer_rule
    periods = [each for each in main.docket.clocks if each.rule_id == rule]
    if len(periods) > 1 and periods[-1].state == "running" and periods[-1].started_at == joined_at:
        main.docket.cancel(at, rule)
        main.docket.start(rule, periods[-2].started_at, bearer="centre")


def _same_person(one: Submission, other: Submission) -> bool:
    mine, theirs = one.contact, other.contact
    return bool(
        (mine.phone and mine.phone == theirs.phone) or (mine.email and mine.email == theirs.email)
    )
