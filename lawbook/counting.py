"""Counting periods: from the event and the rule to the last day on which the duty is done in time.

The day of the event is never counted. Working-day periods count working days; periods in natural
days, months and years may roll forward when their last day is a holiday, as the count rule says.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lawbook.rules import Rule, load, rulebook
from lawbook.workdays import ONE_DAY, WorkCalendar, work_calendar

CITIZENS = frozenset({"complainant", "respondent"})


class NotCountable(ValueError):
    """The law gives this duty no number of days, months or hours."""


@dataclass(frozen=True)
class Counted:
    """A counted period: the last day before and after rolling over."""

    raw_last_on: date
    last_on: date


def count(rule: Rule, start_on: date, *, bearer: str, calendar: WorkCalendar) -> Counted:
    """The last day of a period of days, months or years that begins with an event of ``start_on``.

    Raises: NotCountable for rules without a number and for rules in hours.
    Law: count_rules of the rulebook; the reading of each roll-over is in data/counting.yaml.
    """
    if rule.amount is None:
        raise NotCountable(rule.id)
    match rule.unit:
        case "working_day":
            last = calendar.working_days_after(start_on, rule.amount)
            return Counted(last, last)
        case "calendar_day":
            raw = start_on + ONE_DAY * rule.amount
        case "month":
            raw = add_months(start_on, rule.amount)
        case "year":
            raw = add_months(start_on, 12 * rule.amount)
        case _:
            raise NotCountable(rule.id)
    return Counted(raw, roll_over(raw, roll_over_of(rule.count_rule, bearer), calendar))


def roll_over_of(count_rule: str, bearer: str) -> str:
    """Which roll-over a count rule has for whoever bears the duty."""
    reader = "citizen" if bearer in CITIZENS else "authority"
    return str(load("counting.yaml")["roll_over"][count_rule][reader])


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


def due_date(
    rule_id: str,
    start_on: date,
    paused: Sequence[tuple[date, date]] = (),
    *,
    bearer: str = "centre",
    calendar: WorkCalendar | None = None,
) -> date:
    """Last local day on which the duty is still done in time.

    Args:
        start_on: Asia/Shanghai date of the event that starts the clock.
        paused: shape [(first_on, last_on), ...], both days included, sorted, disjoint.
    Raises: UnknownRule; RuleNotInForce; NotCountable.
    """
    calendar = calendar or work_calendar()
    rule = rulebook().rule_in_force(rule_id, start_on)
    last = count(rule, start_on, bearer=bearer, calendar=calendar).last_on
    for first_on, last_on in paused:
        if first_on <= last:
            last = _lengthened(rule, last, first_on, last_on, bearer, calendar)
    return last


def _lengthened(
    rule: Rule, last: date, first_on: date, last_on: date, bearer: str, calendar: WorkCalendar
) -> date:
    if rule.unit == "working_day":
        lost = calendar.working_days_between(first_on - ONE_DAY, last_on)
        return calendar.working_days_after(last, lost) if lost else last
    moved = last + ((last_on - first_on) + timedelta(days=1))
    return roll_over(moved, roll_over_of(rule.count_rule, bearer), calendar)
