"""Time as bits: a horizon of days in quarters of an hour, one bit each, so that rules are met by AND.

A mask is an int; bit ``n`` stands for the quarter that begins ``n`` quarters after the horizon's
first midnight (Asia/Shanghai, which has no summer time now).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lawbook.clocks import at_local

QUARTER = timedelta(minutes=15)
A_DAY = 96
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Horizon:
    """``days`` days from ``first`` on."""

    first: date
    days: int

    @property
    def begins_at(self) -> datetime:
        return at_local(self.first, time.min)

    @property
    def length(self) -> int:
        return self.days * A_DAY

    @property
    def all(self) -> int:
        return (1 << self.length) - 1

    def free(self, spans: Iterable[Span]) -> int:
        """The quarters that lie wholly within one of the spans."""
        return self._mask(spans, inward=True)

    def touched(self, spans: Iterable[Span]) -> int:
        """The quarters that one of the spans touches."""
        return self._mask(spans, inward=False)

    def from_day(self, day: date) -> int:
        """Everything from the beginning of a day on."""
        begins = max(0, min((day - self.first).days, self.days)) * A_DAY
        return self.all & ~((1 << begins) - 1)

    def until_day(self, day: date) -> int:
        """Everything up to the end of a day."""
        return self.all & ~self.from_day(day + timedelta(days=1))

    def day(self, day: date) -> int:
        return self.from_day(day) & self.until_day(day)

    def starts(self, free: int, length: timedelta) -> int:
        """The quarters at which something of that length can begin within ``free``."""
        wanted, have = max(1, -(-length // QUARTER)), 1
        while have < wanted:
            step = min(have, wanted - have)
            free, have = free & (free >> step), have + step
        return free

    @property
    def half_hours(self) -> int:
        """The quarters at which sessions may begin: every half hour."""
        return self.all // 3  # 0b…010101

    def times(self, starts: int) -> Iterator[datetime]:
        """The instants of the bits that are set, in order."""
        begins_at = self.begins_at
        while starts:
            lowest = starts & -starts
            yield begins_at + (lowest.bit_length() - 1) * QUARTER
            starts ^= lowest

    def last(self, starts: int) -> datetime | None:
        """The instant of the last bit that is set."""
        return self.begins_at + (starts.bit_length() - 1) * QUARTER if starts else None

    def at(self, instant: datetime) -> int:
        """The bit of an instant; 0 outside the horizon."""
        quarter = (instant - self.begins_at) // QUARTER
        return 1 << quarter if 0 <= quarter < self.length else 0

    def _mask(self, spans: Iterable[Span], *, inward: bool) -> int:
        found = 0
        for since, until in spans:
            if inward:
                first, last = -((self.begins_at - since) // QUARTER), self._before(until)
            else:
                first, last = self._before(since), -((self.begins_at - until) // QUARTER)
            first, last = max(0, first), min(self.length, last)
            if first < last:
                found |= ((1 << (last - first)) - 1) << first
        return found

    def _before(self, instant: datetime) -> int:
        return (instant - self.begins_at) // QUARTER
