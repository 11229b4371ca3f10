"""Legal clocks: a rule, the event that started it, the instant at which it runs out."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lawbook.counting import Span, count, hours_end, uncounted_days
from lawbook.rules import Rule, rulebook
from lawbook.workdays import WorkCalendar, work_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
LAST_MOMENT = time(23, 59, 59)
MORNING = time(9, 0)


@dataclass(frozen=True)
class Pause:
    """A span that the law does not count; ``until`` is None while it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class LegalClock:
    """One running or ended legal clock.

    ``due_at``: last instant (UTC) at which the duty is done in time. ``due_on``: its local date.
    ``bearer``: whose duty or right it is (centre, complainant, respondent, police, court).
    ``state``: running, paused, met (done, in time or not), cancelled.
    ``extra``: units by which it was extended. ``is_set``: a person fixed the last day, not the law.
    ``recounts``: how often its end moved because the calendar changed.
    """

    rule_id: str
    started_at: datetime
    due_at: datetime
    due_on: date
    bearer: str
    name_zh: str
    name_en: str
    article_zh: str
    article_en: str
    verified: bool
    state: str = "running"
    ended_at: datetime | None = None
    flags: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extra: int = 0
    is_set: bool = False
    recounts: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in {"running", "paused"}

    @property
    def was_late(self) -> bool:
        """True when the duty was done after it fell due."""
        return self.state == "met" and self.ended_at is not None and self.ended_at > self.due_at

    def is_overdue(self, now: datetime) -> bool:
        return self.state == "running" and now > self.due_at

    def met(self, at: datetime) -> "LegalClock":
        """The duty was done."""
        return replace(self, state="met", ended_at=at) if self.is_open else self

    def cancelled(self, at: datetime) -> "LegalClock":
        """The duty fell away."""
        return replace(self, state="cancelled", ended_at=at) if self.is_open else self

    def paused(self, at: datetime) -> "LegalClock":
        """The law stops counting, for example during an appraisal."""
        if self.state != "running":
            return self
        return replace(self, state="paused", pauses=(*self.pauses, Pause(at)))

    def extended(self, units: int, calendar: WorkCalendar | None = None) -> "LegalClock":
        """More time, in the rule's own units (working days, months); counted from the beginning."""
        if self.state != "running":
            return self
        return _counted(replace(self, extra=self.extra + units), calendar or work_calendar())

    def resumed(self, at: datetime, calendar: WorkCalendar | None = None) -> "LegalClock":
        """Counting goes on; the period is counted anew without the days of the pause."""
        if self.state != "paused":
            return self
        *earlier, last = self.pauses
        pauses = (*earlier, Pause(last.since, at))
        resumed = replace(self, state="running", pauses=pauses)
        return _counted(resumed, calendar or work_calendar())

    def recounted(self, calendar: WorkCalendar | None = None) -> "LegalClock":
        """The same period by today's calendar; the same clock when it ends as it did."""
        if self.state != "running" or self.is_set:
            return self
        anew = _counted(self, calendar or work_calendar())
        return anew if anew.due_at == self.due_at else replace(anew, recounts=self.recounts + 1)

    def uncounted_spans(self) -> tuple[Span, ...]:
        """The local days that the ended pauses took out of the period, first and last of each."""
        spans = (
            uncounted_days(local_date(each.since), local_date(each.until), self.bearer)
            for each in self.pauses
            if each.until is not None
        )
        return tuple(span for span in spans if span is not None)


@dataclass(frozen=True)
class Alarm:
    """When to speak up: ``approaching_3``, ``approaching_1``, ``due`` or ``overdue``."""

    moment: str
    at: datetime


def local_date(instant: datetime) -> date:
    """The date in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def at_local(day: date, hour: time) -> datetime:
    """A local time of day as a UTC instant."""
    return datetime.combine(day, hour, SHANGHAI).astimezone(UTC)


def start_clock(
    rule_id: str,
    started_at: datetime,
    *,
    bearer: str,
    extra: int = 0,
    calendar: WorkCalendar | None = None,
) -> LegalClock:
    """Start the clock of a rule; the version in force on the day of the event governs it.

    ``extra``: units beyond the rule's own, such as the longer period of a respondent abroad.
    Raises: UnknownRule; RuleNotInForce; NotCountable.
    """
    clock = replace(_uncounted(rule_id, started_at, bearer), extra=extra)
    return _counted(clock, calendar or work_calendar())


def set_clock(rule_id: str, started_at: datetime, due_on: date, *, bearer: str) -> LegalClock:
    """A clock whose last day the authority or institution fixes, because the law gives no number.

    Raises: UnknownRule; RuleNotInForce.
    """
    clock = _uncounted(rule_id, started_at, bearer)
    return replace(clock, due_at=at_local(due_on, LAST_MOMENT), due_on=due_on, is_set=True)


def rule_of(clock: LegalClock) -> Rule:
    """The rule of a clock with the units by which it was extended."""
    rule = rulebook().rule(clock.rule_id)
    return replace(rule, amount=rule.amount + clock.extra) if rule.amount and clock.extra else rule


def _uncounted(rule_id: str, started_at: datetime, bearer: str) -> LegalClock:
    rule = rulebook().rule_in_force(rule_id, local_date(started_at))
    return LegalClock(
        rule_id=rule.id,
        started_at=started_at,
        due_at=started_at,
        due_on=local_date(started_at),
        bearer=bearer,
        name_zh=rule.name_zh,
        name_en=rule.name_en,
        article_zh=rule.article_zh,
        article_en=rule.article_en,
        verified=rule.verified,
    )


def _counted(clock: LegalClock, calendar: WorkCalendar) -> LegalClock:
    """The clock with its end, and a flag when the end rests on holidays not announced yet."""
    if clock.is_set:
        return clock
    rule = rule_of(clock)
    if rule.unit == "hour":
        due_at = hours_end(rule, clock.started_at)
        for pause in clock.pauses:
            due_at += (pause.until or pause.since) - pause.since
        return replace(clock, due_at=due_at, due_on=local_date(due_at))
    start_on, paused = local_date(clock.started_at), clock.uncounted_spans()
    counted = count(rule, start_on, bearer=clock.bearer, calendar=calendar, paused=paused)
    announced = calendar.is_announced(start_on) and calendar.is_announced(counted.last_on)
    return replace(
        clock,
        due_at=at_local(counted.last_on, LAST_MOMENT),
        due_on=counted.last_on,
        flags=() if announced else ("calendar_not_published",),
    )


def alarm_times(clock: LegalClock, calendar: WorkCalendar | None = None) -> list[Alarm]:
    """When a running clock speaks: three and one working days before, on the day, and once over.

    Clocks in hours speak at half time, two hours before and once over. Nothing before the start.
    """
    calendar = calendar or work_calendar()
    if rulebook().rule(clock.rule_id).unit == "hour":
        half = clock.started_at + (clock.due_at - clock.started_at) / 2
        planned = [
            Alarm("approaching_3", half),
            Alarm("approaching_1", clock.due_at - timedelta(hours=2)),
        ]
    else:
        planned = [
            Alarm("approaching_3", _morning_before(clock.due_on, 3, calendar)),
            Alarm("approaching_1", _morning_before(clock.due_on, 1, calendar)),
            Alarm("due", at_local(clock.due_on, MORNING)),
        ]
    planned.append(Alarm("overdue", clock.due_at))
    return [alarm for alarm in planned if alarm.at > clock.started_at]


def _morning_before(day: date, working_days: int, calendar: WorkCalendar) -> datetime:
    return at_local(calendar.working_days_before(day, working_days), MORNING)
