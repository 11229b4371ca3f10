"""The working calendar: week-ends, statutory holidays, rest days moved about (调休), overrides.

Three sets are kept apart because different laws look at different ones: statutory holidays
(法定节假日), off days (holidays with the rest days put beside them) and make-up working days.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CALENDARS = Path(__file__).parent / "data" / "calendar"
ONE_DAY = timedelta(days=1)
_SINGLE_DAYS = "days"
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


class WrongCalendar(Exception):
    """Files of a calendar folder cannot be used; ``problems`` names each mistake."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


_folders: list[Path] = [CALENDARS]


def also_read(folder: Path) -> None:
    """Let the files of a folder, where there is one, add to the calendar or change it from now on.

    Raises: WrongCalendar.
    """
    if folder.is_dir() and folder not in _folders:
        calendar_of(*_folders, folder)
        _folders.append(folder)
        work_calendar.cache_clear()


@cache
def work_calendar() -> WorkCalendar:
    """The calendar of all years that are known, with the single days that were changed."""
    return calendar_of(*_folders)


def calendar_of(*folders: Path) -> WorkCalendar:
    """The calendar of the files in some folders: a later folder's year replaces an earlier one's.

    ``<year>.yaml`` holds a year (see ``data/calendar``); ``days.yaml`` changes single days, after all
    years: ``closed`` and ``working`` are lists of dates. Raises: WrongCalendar.
    """
    contents = [(path, _read(path)) for each in folders for path in sorted(each.glob("*.yaml"))]
    if wrong := [f"{path.name}: {said}" for path, read in contents for said in _wrong(path, read)]:
        raise WrongCalendar(wrong)
    years = {path.stem: read for path, read in contents if path.stem != _SINGLE_DAYS}
    calendar = WorkCalendar(
        years=frozenset(year["year"] for year in years.values()),
        statutory=frozenset(day for year in years.values() for day in year["statutory_holidays"]),
        off={k: v for year in years.values() for k, v in _named(year["off_days"]).items()},
        makeup={
            k: v for year in years.values() for k, v in _named(year["makeup_workdays"]).items()
        },
    )
    for path, read in contents:
        if path.stem == _SINGLE_DAYS:
            calendar = calendar.with_overrides(
                off=read.get("closed", ()), working=read.get("working", ())
            )
    return calendar


def _wrong(path: Path, read: Mapping[str, Any]) -> Iterator[str]:
    if path.stem == _SINGLE_DAYS:
        lists = {name: read.get(name, []) for name in ("closed", "working")}
        yield from (f"unknown entry {name}" for name in read.keys() - lists.keys())
        if set(map(str, lists["closed"])) & set(map(str, lists["working"])):
            yield "a day is both closed and working"
    else:
        if str(read.get("year")) != path.stem:
            yield f"is about the year {read.get('year')}"
        lists = {"statutory_holidays": read.get("statutory_holidays", [])}
        for name in ("off_days", "makeup_workdays"):
            named = [each if isinstance(each, dict) else {} for each in read.get(name) or []]
            yield from (f"{name}: no {k}" for e in named for k in ("day", "zh", "en") if k not in e)
            lists[name] = [each.get("day") for each in named]
    for name, days in lists.items():
        yield from (f"{name}: {day!r} is no date" for day in days if type(day) is not date)
        if path.stem != _SINGLE_DAYS:
            outside = [day for day in days if type(day) is date and str(day.year) != path.stem]
            yield from (f"{name}: {day} lies in another year" for day in outside)


def _read(path: Path) -> dict[str, Any]:
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise WrongCalendar([f"{path.name}: {problem}"]) from problem
    if not isinstance(read, dict):
        raise WrongCalendar([f"{path.name}: holds no named entries"])
    return read


def _named(days: list[dict[str, Any]]) -> dict[date, Named]:
    return {day["day"]: Named(day["zh"], day["en"]) for day in days}
