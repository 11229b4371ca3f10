"""Experts of the pool (专家库): what they know, when they are free, whom they are close to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from lawbook.clocks import at_local
from lawbook.workdays import WorkCalendar

GROUNDS = ("kin", "agent", "employer", "served_party", "interest")
_MIDWEEK = 2


@dataclass(frozen=True)
class Interest:
    """A declared tie to a person or organisation, and its ground. Raises: ValueError."""

    name: str
    ground: str

    def __post_init__(self) -> None:
        if self.ground not in GROUNDS or not self.name.strip():
            raise ValueError(f"{self.ground} of {self.name!r} is no interest that can be declared")


@dataclass(frozen=True)
class Hours:
    """Free from ``since`` to ``until`` on a weekday (0 is Monday), Asia/Shanghai."""

    weekday: int
    since: time
    until: time


@dataclass(kw_only=True)
class Expert:
    """One member of the pool. ``account``: the staff account under which they sign in."""

    id: str
    account: str
    name: str
    email: str
    fields: tuple[str, ...]
    interests: tuple[Interest, ...] = ()
    hours: tuple[Hours, ...] = ()
    is_active: bool = True
    version: int = 0
    events: list[object] = field(default_factory=list)

    def spans_on(self, day: date, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
        """When the expert is free on a day; never on a day off.

        On a make-up working day at a week-end (调休) the hours of a Wednesday apply, since nobody
        gives hours for Saturdays.
        """
        if not calendar.is_working_day(day):
            return
        weekday = day.weekday() if day.weekday() < 5 else _MIDWEEK
        for hours in self.hours:
            if hours.weekday == weekday:
                yield at_local(day, hours.since), at_local(day, hours.until)


@dataclass(kw_only=True)
class Room:
    """A room in which one session can be held at a time."""

    id: str
    name: str
    version: int = 0
    events: list[object] = field(default_factory=list)
