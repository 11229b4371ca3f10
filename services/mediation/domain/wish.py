"""Why not then? What stands against a time that somebody wants, and what lies nearest to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.clock import local_date
from services.mediation.domain.slots import Rule, Search, Slot, as_slots

HALF_AN_HOUR = timedelta(minutes=30)
MOST = 5


@dataclass(frozen=True)
class PassedOver:
    """A time that is nearer than what is offered, and every rule against it."""

    starts_at: datetime
    objections: list[Rule]


def objections(found: Search, at: datetime) -> list[Rule]:
    """Every hard rule that forbids a start; none when it is possible.

    ``not_looked_at`` for a time outside the days of the search, ``no_half_hour`` for one between.
    """
    horizon = found.facts.horizon
    bit = horizon.at(at)
    if not bit:
        return [Rule("not_looked_at", "", 0)]
    if not horizon.half_hours & bit or at != next(horizon.times(bit)):
        return [Rule("no_half_hour", "", 0)]
    return [rule for rule in found.rules if not rule.starts & bit]


def nearest(found: Search, at: datetime, most: int = MOST) -> list[Slot]:
    """The possible slots that lie nearest to a time, the earlier one first where two are equally near."""
    times = sorted(found.facts.horizon.times(found.starts), key=lambda each: (abs(each - at), each))
    return as_slots(found, sorted(times[:most]))


def passed_over(found: Search, at: datetime, most: int = MOST) -> list[PassedOver]:
    """Times of the same day around a wish that are not possible, each with what stands against it."""
    refused = [
        PassedOver(each, against) for each in _around(at) if (against := objections(found, each))
    ]
    return sorted(refused[:most], key=lambda each: each.starts_at)


def latest_day(found: Search) -> date | None:
    """The last day on which a session is possible within the search."""
    last = found.facts.horizon.last(found.starts)
    return local_date(last) if last else None


def _around(at: datetime) -> Iterator[datetime]:
    """Half hours before and after, the nearest first."""
    for steps in range(1, MOST):
        yield at - steps * HALF_AN_HOUR
        yield at + steps * HALF_AN_HOUR
