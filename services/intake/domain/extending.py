"""More time for the verification of a report, granted by the head of the office."""

from datetime import datetime

from chassis.errors import Conflict
from services.intake.domain.events import Extended
from services.intake.domain.records import Extension
from services.intake.domain.submission import Submission


def extend(submission: Submission, reason: str, at: datetime) -> None:
    """Let the longer period begin where the first one ends, once.

    Raises: Conflict when its law knows no longer period, or the first one is over or was extended.
    Law: rpt.verify_extended (15 working days more, with the approval of the head)
    """
    rules = submission.rules
    clock = submission.docket.newest(rules.answer_rule)
    if clock is None or not can_extend(submission, at):
        raise Conflict("extension_impossible")
    submission.docket.cancel(at, rules.answer_rule)
    submission.docket.start(rules.extension_rule, clock.due_at, bearer="centre")
    submission.extension = Extension(reason, at)
    submission.events.append(Extended(rules.extension_rule, at))


def can_extend(submission: Submission, at: datetime) -> bool:
    """Whether its law knows a longer period, and the first one still runs."""
    clock = submission.docket.newest(submission.rules.answer_rule)
    is_running = clock is not None and clock.state == "running" and at <= clock.due_at
    return bool(submission.rules.extension_rule) and is_running and submission.extension is None
