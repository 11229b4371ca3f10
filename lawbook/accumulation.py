"""Several acts of one person: what was not punished yet adds up, what was punished lowers the line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lawbook.rules import rulebook
from lawbook.thresholds import cited

COUNTED, PUNISHED, TOO_OLD, LATER = "counted", "punished", "too_old", "later"


@dataclass(frozen=True, kw_only=True)
class EarlierAct:
    """An act before the one that is looked at. ``figures`` as in ``assess``; ``what``: number or words.

    ``punished_on``: when it was answered with an administrative or criminal penalty, if it was.
    """

    done_on: date
    figures: Mapping[str, int] = field(default_factory=dict)
    punished_on: date | None = None
    what: str = ""


@dataclass(frozen=True)
class Accumulated:
    """The figures of all acts that count together, and what became of each of the earlier ones.

    ``repeat``: within two years of a penalty, so that the lower line applies.
    """

    figures: Mapping[str, int]
    verdicts: tuple[str, ...]
    repeat: bool


def accumulate(figures: Mapping[str, int], earlier: Sequence[EarlierAct], on: date) -> Accumulated:
    """Add earlier acts to the figures of an act of the day ``on``.

    Only what was never punished counts, and only from the last two years: for a crime that is
    complete by itself the years of prosecution (刑法 art. 87) go further back, which an officer judges.
    Law: see ``source_of_accumulation``
    """
    since = _years_before(on, int(_entry()["years"]))
    verdicts = tuple(_verdict(each, since, on) for each in earlier)
    total = Counter(figures)
    for each, verdict in zip(earlier, verdicts, strict=True):
        if verdict == COUNTED:
            total.update(each.figures)
    punished = [each.punished_on for each in earlier if each.punished_on is not None]
    return Accumulated(dict(total), verdicts, any(since <= each <= on for each in punished))


def source_of_accumulation(language: str) -> str:
    """Where it is laid down, in Chinese or English."""
    return cited(str(_entry()["source"]), language)


def _verdict(act: EarlierAct, since: date, on: date) -> str:
    if act.punished_on is not None:
        return PUNISHED
    if act.done_on > on:
        return LATER
    return COUNTED if act.done_on >= since else TOO_OLD


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # 29 February of a leap year: two years earlier the month ended a day before.
        return day.replace(year=day.year - years, day=28)


def _entry() -> Mapping[str, Any]:
    found: Mapping[str, Any] = rulebook().book["criminal_thresholds"]["accumulation"]
    return found
