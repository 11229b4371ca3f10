"""How a member of the pool stands: ratings by officers after a case, and what ends before long."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.mediation.domain.profile import Qualification

LONGEST_TERM_YEARS = 3
"""Policy of the centre: an appointment is looked at anew after three years at the latest."""
WARNED_BEFORE = timedelta(days=60)
SCORES = range(1, 6)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What an officer thought of the work in one case, one to five. No party ever sees it."""

    case_id: str
    receipt_no: str
    score: int
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Ending:
    """Something that ends: ``term``, or a ``qualification`` with its name. ``on``: its last day."""

    kind: str
    name: str
    on: date


def longest_term(today: date) -> date:
    """The last day that an appointment of today may have."""
    years_on = today.year + LONGEST_TERM_YEARS
    try:
        return today.replace(year=years_on)
    except ValueError:  # 29 February
        return date(years_on, 2, 28)


def endings(
    term_until: date | None, qualifications: Iterable[Qualification], today: date
) -> list[Ending]:
    """What has ended, or ends within sixty days; the first to end first."""
    return sorted(
        (e for e in all_endings(term_until, qualifications) if e.on <= today + WARNED_BEFORE),
        key=lambda each: each.on,
    )


def mean(ratings: Iterable[Rating]) -> float | None:
    """The mean score to one decimal; None without a rating."""
    scores = [each.score for each in ratings]
    return round(sum(scores) / len(scores), 1) if scores else None


def all_endings(
    term_until: date | None, qualifications: Iterable[Qualification]
) -> Iterator[Ending]:
    """Everything that has a last day."""
    if term_until is not None:
        yield Ending("term", "", term_until)
    for each in qualifications:
        if each.valid_until is not None:
            yield Ending("qualification", each.name, each.valid_until)
