"""The waiting list (候补): since when a case waits for a slot, and who is offered a freed one first."""

from dataclasses import dataclass, replace
from datetime import date, datetime

MOST_LAPSED = 2
"""Offers that nobody confirmed in time; then a case leaves the list, for it keeps slots from others."""


@dataclass(frozen=True)
class Waiting:
    """One case on the list. ``lapsed``: offers that ended unconfirmed."""

    since: datetime
    lapsed: int = 0

    def turn(self, due_on: date | None) -> tuple[int, date, datetime]:
        """The smallest comes first: no offer lapsed, the nearest last day of the law, the longest wait."""
        return self.lapsed, due_on or date.max, self.since

    def after_lapse(self) -> "Waiting | None":
        """The next try; None when there were enough."""
        tried = replace(self, lapsed=self.lapsed + 1)
        return tried if tried.lapsed < MOST_LAPSED else None
