"""The working calendar: week-ends, statutory holidays, rest days moved about (调休), overrides.

Three sets are kept apart because different laws look at different ones: statutory holidays
(法定节假日), off days (holidays with the rest days put beside them) and make-up working days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CALENDARS = Path(__file__).parent / "data" / "calendar"
ONE_DAY = timedelta(days=1)
WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Named:
    """A day's name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are working days. A year that was not announced follows the week alone."""

    years: frozenset[int]
    statutory: frozenset[date]
    off: Mapping[date, Named]
    makeup: Mapping[date, Named]

    def is_working_day(self, day: date) -> bool:
        """Law: 《全国年节及纪念日放假办法》 and the State Council's yearly notice."""
        return day in self.makeup or (day.weekday() < 5 and day not in self.off)

    def is_statutory_holiday(self, day: date) -> bool:
        return day in self.statutory

    def is_announced(self, day: date) -> bool:
        """False when the State Council's notice for that year is not loaded."""
        return day.year in self.years

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.working_days_after(day, 1)

    def working_days_after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; ``day`` itself is not counted."""
        while count:
            day += ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """The ``count``-th working day before ``day``."""
        while count:
            day -= ONE_DAY
            count -= self.is_working_day(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Working days behind ``after`` up to and with ``until``; negative when it has passed."""
        if until < after:
            return -self.working_days_between(until, after)
        days = (until - after).days
        return sum(self.is_working_day(after + ONE_DAY * n) for n in range(1, days + 1))

    def reason_off(self, day: date) -> Named | None:
        """Why a day does not count; None for a working day."""
        if self.is_working_day(day):
            return None
        return self.off.get(day) or Named(WEEKDAYS_ZH[day.weekday()], WEEKDAYS_EN[day.weekday()])

    def with_overrides(
        self, *, off: Iterable[date] = (), working: Iterable[date] = ()
    ) -> "WorkCalendar":
        """The same calendar with single days changed by an administrator."""
        changed_off = {day: name for day, name in self.off.items() if day not in set(working)}
        changed_makeup = {day: name for day, name in self.makeup.items() if day not in set(off)}
        changed_off |= {day: Named("调整放假", "closed by decision") for day in off}
        changed_makeup |= {day: Named("调整上班", "working by decision") for day in working}
        return replace(self, off=changed_off, makeup=changed_makeup)


@cache
def work_calendar() -> WorkCalendar:
    """The calendar of all years that are loaded from ``data/calendar``."""
    years = [_read(path) for path in sorted(CALENDARS.glob("*.yaml"))]
    return WorkCalendar(
        years=frozenset(year["year"] for year in years),
        statutory=frozenset(day for year in years for day in year["statutory_holidays"]),
        off={k: v for year in years for k, v in _named(year["off_days"]).items()},
        makeup={k: v for year in years for k, v in _named(year["makeup_workdays"]).items()},
    )


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _named(days: list[dict[str, Any]]) -> dict[date, Named]:
    return {day["day"]: Named(day["zh"], day["en"]) for day in days}
