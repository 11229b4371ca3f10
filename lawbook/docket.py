"""The docket: all legal clocks of one matter, and what they say about the next date."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from lawbook.clocks import Alarm, LegalClock, alarm_times, set_clock, start_clock
from lawbook.workdays import WorkCalendar


@dataclass(frozen=True)
class DueAlarm:
    """An alarm of one clock. ``clock_key`` finds the clock again."""

    clock_key: str
    moment: str
    at: datetime


@dataclass(frozen=True)
class ClockMoved:
    """The end of a clock moved because the calendar changed. A domain event of every matter."""

    rule_id: str
    bearer: str
    due_before: datetime
    due_after: datetime


@dataclass
class Docket:
    """The clocks in the order in which they were started; ended ones stay as the record."""

    clocks: list[LegalClock] = field(default_factory=list)

    def start(self, rule_id: str, at: datetime, *, bearer: str) -> LegalClock:
        """Start a clock by the law in force on the day of the event."""
        clock = start_clock(rule_id, at, bearer=bearer)
        self.clocks.append(clock)
        return clock

    def start_longer(self, rule_id: str, at: datetime, *, bearer: str, extra: int) -> LegalClock:
        """Start a clock with more units than the rule has by itself."""
        clock = start_clock(rule_id, at, bearer=bearer, extra=extra)
        self.clocks.append(clock)
        return clock

    def fix(self, rule_id: str, at: datetime, due_on: date, *, bearer: str) -> LegalClock:
        """Start a clock whose last day somebody fixes; one of the same rule that runs is replaced."""
        self.cancel(at, rule_id)
        clock = set_clock(rule_id, at, due_on, bearer=bearer)
        self.clocks.append(clock)
        return clock

    def extend(self, rule_id: str, units: int) -> None:
        """Give the running clock of a rule more time."""
        self.clocks = [c.extended(units) if _of(c, rule_id) else c for c in self.clocks]

    def meet(self, rule_id: str, at: datetime) -> None:
        """The duty of a rule was done, for all who bore it."""
        self.clocks = [c.met(at) if _of(c, rule_id) else c for c in self.clocks]

    def cancel(self, at: datetime, rule_id: str | None = None) -> None:
        """The duty of a rule fell away, or every open one."""
        self.clocks = [
            c.cancelled(at) if rule_id is None or _of(c, rule_id) else c for c in self.clocks
        ]

    def pause(self, rule_ids: Collection[str], at: datetime) -> None:
        """The law stops counting for some duties, for example during an appraisal."""
        self.clocks = [c.paused(at) if _of_any(c, rule_ids) else c for c in self.clocks]

    def resume(self, at: datetime, *, but: Collection[str] = ()) -> None:
        """Counting goes on for everything that stood still, ``but`` for rules that something else holds."""
        self.clocks = [c if _of_any(c, but) else c.resumed(at) for c in self.clocks]

    def recount(self, calendar: WorkCalendar | None = None) -> list[ClockMoved]:
        """Count every running period by today's calendar; returns those whose end has moved."""
        before, self.clocks = self.clocks, [c.recounted(calendar) for c in self.clocks]
        return [
            ClockMoved(new.rule_id, new.bearer, old.due_at, new.due_at)
            for old, new in zip(before, self.clocks, strict=True)
            if new.due_at != old.due_at
        ]

    def running(self) -> list[LegalClock]:
        """The open clocks, the next to run out first."""
        return sorted((c for c in self.clocks if c.state == "running"), key=lambda c: c.due_at)

    def next_due(self, *bearers: str) -> LegalClock | None:
        """The open clock that runs out next, of all or of some bearers."""
        return next((c for c in self.running() if not bearers or c.bearer in bearers), None)

    def newest(self, rule_id: str) -> LegalClock | None:
        """The clock of a rule that was started last."""
        return next((c for c in reversed(self.clocks) if _of(c, rule_id)), None)

    def find(self, clock_key: str) -> LegalClock | None:
        """The clock behind an alarm, if it still runs."""
        return next((c for c in self.running() if key_of(c) == clock_key), None)

    def alarms(self) -> Iterator[DueAlarm]:
        """What every running clock will say, and when."""
        for clock in self.running():
            for alarm in alarm_times(clock):
                yield _due(clock, alarm)


def key_of(clock: LegalClock) -> str:
    """Names one clock within its docket; anew when its end moves, so that no alarm of the old end speaks."""
    name = f"{clock.rule_id}|{clock.bearer}|{clock.started_at.isoformat()}"
    changes = len(clock.pauses) + clock.extra + clock.recounts
    return f"{name}|{changes}" if changes else name


def _of(clock: LegalClock, rule_id: str) -> bool:
    return clock.rule_id in {rule_id, f"{rule_id}.legacy"}


def _of_any(clock: LegalClock, rule_ids: Collection[str]) -> bool:
    return any(_of(clock, each) for each in rule_ids)


def _due(clock: LegalClock, alarm: Alarm) -> DueAlarm:
    return DueAlarm(key_of(clock), alarm.moment, alarm.at)
