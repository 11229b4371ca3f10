"""Experts of the pool (专家库): what they know, when they are free, whom they are close to."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lawbook.clocks import at_local
from lawbook.workdays import WorkCalendar
from services.mediation.domain.events import PoolMoved
from services.mediation.domain.profile import Profile
from services.mediation.domain.standing import Ending, Rating, endings

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


@dataclass(frozen=True)
class Absence:
    """A span in which somebody takes no sessions (leave, a journey); instants in UTC."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How somebody wants to be booked. ``notice_days`` are working days; ``most_a_day`` sessions."""

    buffer_minutes: int = 0
    notice_days: int = 0
    most_a_day: int = 6


@dataclass(kw_only=True)
class Expert:
    """One member of the pool. ``account``: the staff account under which they sign in.

    ``term_until``: last day of the appointment. ``suspension``: why they take no new case for now.
    ``feed``: how often the address of the secret calendar feed was changed.
    """

    id: str
    account: str
    name: str
    email: str
    fields: tuple[str, ...]
    interests: tuple[Interest, ...] = ()
    hours: tuple[Hours, ...] = ()
    is_active: bool = True
    profile: Profile = Profile()
    is_listed: bool = False
    term_until: date | None = None
    suspension: str = ""
    absences: tuple[Absence, ...] = ()
    habits: Habits = Habits()
    ratings: tuple[Rating, ...] = ()
    feed: int = 0
    version: int = 0
    events: list[object] = field(default_factory=list)

    def spans_on(self, day: date, calendar: WorkCalendar) -> list[tuple[datetime, datetime]]:
        """When the expert is free on a day; never on a day off, nor while absent.

        On a make-up working day at a week-end (调休) the hours of a Wednesday apply, since nobody
        gives hours for Saturdays.
        """
        if not calendar.is_working_day(day):
            return []
        weekday = day.weekday() if day.weekday() < 5 else _MIDWEEK
        spans = [
            (at_local(day, hours.since), at_local(day, hours.until))
            for hours in self.hours
            if hours.weekday == weekday
        ]
        for absence in self.absences:
            spans = [part for span in spans for part in _without(span, absence)]
        return spans

    def hindrance(self, on: date) -> str:
        """Why the expert can take no new case on a day: a code, or nothing.

        ``suspended``, ``term_over`` or ``qualification_expired``.
        """
        if self.suspension:
            return "suspended"
        if self.term_until is not None and self.term_until < on:
            return "term_over"
        return "qualification_expired" if any(self.profile.expired(on)) else ""

    def tell(self, act: str, until: date | None = None) -> None:
        """Something happened that the member is told by mail."""
        self.events.append(PoolMoved(act, "member", until))

    def ends_soon(self, on: date) -> list[Ending]:
        """Term and licences that have ended, or end within sixty days of a day."""
        return endings(self.term_until, self.profile.qualifications, on)

    @property
    def buffer(self) -> timedelta:
        """What stays free before and after each session."""
        return timedelta(minutes=self.habits.buffer_minutes)

    @property
    def ties(self) -> tuple[Interest, ...]:
        """Every declared interest, with the employer and the agencies of earlier years."""
        employer = [Interest(self.profile.employer, "employer")] if self.profile.employer else []
        agencies = [Interest(name, "agent") for name in self.profile.past_agencies]
        return (*self.interests, *employer, *agencies)


def _without(span: tuple[datetime, datetime], absence: Absence) -> list[tuple[datetime, datetime]]:
    since, until = span
    if absence.ends_at <= since or until <= absence.starts_at:
        return [span]
    parts = [(since, absence.starts_at), (absence.ends_at, until)]
    return [(first, last) for first, last in parts if first < last]


@dataclass(kw_only=True)
class Room:
    """A room in which one session can be held at a time. ``equipment``: ``video``, ``step_free``, …"""

    id: str
    name: str
    station: str = ""
    seats: int = 8
    equipment: tuple[str, ...] = ()
    version: int = 0
    events: list[object] = field(default_factory=list)
