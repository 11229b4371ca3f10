"""When a matter will be over, judged by what the centre has needed lately; shown only with enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.clock import local_date

FEWEST, MOST = 30, 300
"""With fewer ended matters nothing is said; more than the latest ones are not looked at."""
HALF, MOST_OF_THEM = 0.5, 0.9


@dataclass(frozen=True)
class Expectation:
    """``half_by``: half of such matters were over by then; ``most_by``: nine of ten; of ``counted``."""

    half_by: date
    most_by: date
    counted: int


def expectation(filed_at: datetime, needed: Sequence[timedelta], today: date) -> Expectation | None:
    """The range of days for a matter filed at an instant; None with too few, or when the range has passed."""
    if len(needed) < FEWEST:
        return None
    ordered = sorted(needed)
    half_by, most_by = (
        local_date(filed_at + _quantile(ordered, part)) for part in (HALF, MOST_OF_THEM)
    )
    if most_by < today:
        return None
    return Expectation(max(half_by, today), most_by, len(ordered))


def _quantile(ordered: Sequence[timedelta], part: float) -> timedelta:
    """The smallest value that ``part`` of all do not exceed: no day is invented between two."""
    return ordered[max(0, -(-len(ordered) * round(part * 100) // 100) - 1)]
