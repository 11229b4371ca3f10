"""Counting periods: from the event and the rule to the last day on which the duty is done in time.

The day of the event is never counted. Working-day periods count working days; periods in natural
days, months and years may roll forward when their last day is a holiday, as the count rule says.
Which reading applies where the law allows two stands in ``data/counting.yaml``.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lawbook.rules import Rule, load, rulebook
from lawbook.workdays import ONE_DAY, WorkCalendar, work_calendar

CITIZENS = frozenset({"complainant", "respondent"})
ONE_HOUR = timedelta(hours=1)

Span = tuple[date, date]


class NotCountable(ValueError):
    """The law gives this duty no number of days, months or hours that runs forward."""


@dataclass(frozen=True)
class Counted:
    """A counted period: the last day before and after rolling over."""

    raw_last_on: date
    last_on: date


def due_date(
    rule_id: str,
    start_on: date,
    paused: Sequence[Span] = (),
    *,
    bearer: str = "centre",
    calendar: WorkCalendar | None = None,
) -> date:
    """Last local day on which the duty is still done in time.

    Args:
        rule_id: id in the rulebook, such as "cmp.accept".
        start_on: Asia/Shanghai date of the event that starts the clock.
        paused: shape [(first_on, last_on), ...], both days included, sorted, disjoint.
    Raises: UnknownRule; RuleNotInForce; NotCountable.
    """
    rule = rulebook().rule_in_force(rule_id, start_on)
    calendar = calendar or work_calendar()
    return count(rule, start_on, bearer=bearer, calendar=calendar, paused=paused).last_on


def count(
    rule: Rule,
    start_on: date,
    *,
    bearer: str,
    calendar: WorkCalendar,
    paused: Sequence[Span] = (),
) -> Counted:
    """The last day of a period of days, months or years that begins with an event of ``start_on``.

    Raises: NotCountable for rules without a number, in hours, or counted back from an event.
    Law: count_rules of the rulebook; the reading of each roll-over is in data/counting.yaml.
    """
    raw = _raw_last_on(rule, start_on, calendar)
    for first_on, last_on in _within(paused, start_on):
        if first_on <= raw:
            raw = _later(rule, raw, first_on, last_on, calendar)
    if rule.unit == "working_day":
        return Counted(raw, raw)
    return Counted(raw, roll_over(raw, roll_over_of(rule.count_rule, bearer), calendar))


def hours_end(rule: Rule, started_at: datetime) -> datetime:
    """The instant (UTC) at which a period in hours ends; nights and holidays count.

    Raises: NotCountable for rules that are not in hours.
    Law: 《民诉法解释》 art. 125 where the count rule says that the next full hour is the first.
    """
    if rule.unit != "hour" or rule.amount is None:
        raise NotCountable(rule.id)
    begins_at = started_at.astimezone(UTC)
    if first_hour_of(rule.count_rule) == "next_full_hour":
        begins_at = begins_at.replace(minute=0, second=0, microsecond=0) + ONE_HOUR
    return begins_at + ONE_HOUR * rule.amount


def first_hour_of(count_rule: str) -> str:
    """Where a period in hours begins: ``at_once`` or ``next_full_hour``."""
    return str(_settings("hours").get(count_rule, "at_once"))


def uncounted_days(since_on: date, until_on: date, bearer: str) -> Span | None:
    """The days that a pause takes out of a period; None when it takes none.

    The day on which counting goes on is not counted. Whether the day on which it stopped is
    counted depends on who bears the duty (``pauses`` in data/counting.yaml).
    """
    counts_first = _settings("pauses")[_reader(bearer)] == "first_day_counts"
    first_on = since_on + ONE_DAY if counts_first else since_on
    return (first_on, until_on) if first_on <= until_on else None


def roll_over_of(count_rule: str, bearer: str) -> str:
    """Which roll-over a count rule has for whoever bears the duty."""
    return str(_settings("roll_over")[count_rule][_reader(bearer)])


def roll_over(day: date, way: str, calendar: WorkCalendar) -> date:
    """Move a last day forward, never back."""
    if way == "after_holiday":
        while calendar.is_statutory_holiday(day):
            day += ONE_DAY
    elif way == "after_rest":
        while not calendar.is_working_day(day):
            day += ONE_DAY
    return day


def add_months(day: date, months: int) -> date:
    """The corresponding day ``months`` later, or the last day of that month.

    Law: 《民法典》 art. 202.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _raw_last_on(rule: Rule, start_on: date, calendar: WorkCalendar) -> date:
    if rule.amount is None or rule.id in _settings("backwards"):
        raise NotCountable(rule.id)
    match rule.unit:
        case "working_day":
            return calendar.working_days_after(start_on, rule.amount)
        case "calendar_day":
            return start_on + ONE_DAY * rule.amount
        case "month":
            return add_months(start_on, rule.amount)
        case "year":
            return add_months(start_on, 12 * rule.amount)
        case _:
            raise NotCountable(rule.id)


def _within(paused: Sequence[Span], start_on: date) -> Iterator[Span]:
    """Spans after the day of the event, each day once even where two pauses touch."""
    done_on = start_on
    for first_on, last_on in paused:
        begins_on = max(first_on, done_on + ONE_DAY)
        if begins_on <= last_on:
            yield begins_on, last_on
            done_on = last_on


def _later(rule: Rule, raw: date, first_on: date, last_on: date, calendar: WorkCalendar) -> date:
    if rule.unit == "working_day":
        lost = calendar.working_days_between(first_on - ONE_DAY, last_on)
        return calendar.working_days_after(raw, lost)
    return raw + (last_on - first_on) + ONE_DAY


def _reader(bearer: str) -> str:
    return "citizen" if bearer in CITIZENS else "authority"


def _settings(group: str) -> dict[str, Any]:
    return dict(load("counting.yaml")[group])
