"""What people say of the service once it is over: by themselves, or when they are called (回访)."""

from datetime import datetime, timedelta

from chassis.errors import Conflict, WrongState
from services.intake.domain.events import Rated
from services.intake.domain.kind import CLOSED, HANDED_OVER, REFUSED
from services.intake.domain.records import Rating
from services.intake.domain.submission import Submission

WORST, BEST = 1, 5
ASKED_FOR = timedelta(days=15)
_OVER = frozenset({CLOSED, REFUSED, HANDED_OVER})


def may_rate(submission: Submission, at: datetime) -> bool:
    """Whether it is over, not rated yet, and not too long ago."""
    ended_at = submission.closed_at
    is_recent = ended_at is not None and at <= ended_at + ASKED_FOR
    return submission.status in _OVER and submission.rating is None and is_recent


def rate(submission: Submission, score: int, words: str, by: str, at: datetime) -> None:
    """Note how content somebody is, ``score`` from 1 to 5; ``by`` is ``citizen`` or ``centre``.

    Who is called back may be asked later than those who answer by themselves. Raises: WrongState
    before the end; Conflict when it was rated before, or the citizen comes too late.
    """
    if submission.status not in _OVER:
        raise WrongState(submission.status, submission.possible_now)
    if submission.rating is not None:
        raise Conflict("rated_before")
    if by == "citizen" and not may_rate(submission, at):
        raise Conflict("rated_too_late")
    submission.rating = Rating(score, words, by, at)
    asked_by = "survey" if by == "citizen" else "telephone"
    submission.events.append(Rated(score, asked_by, at))
