"""When a day is closed, and which day is next. Pure."""

from datetime import date, datetime, time, timedelta

from chassis.clock import SHANGHAI, local_date

CLOSED_AT = time(0, 10)
"""Ten minutes after midnight: what was being filed at midnight is stored by then."""
ONE_DAY = timedelta(days=1)


def closes_at(day: date) -> datetime:
    """The instant from which a day's root may be published."""
    return datetime.combine(day + ONE_DAY, CLOSED_AT, SHANGHAI)


def end_of(day: date) -> datetime:
    """The first instant that is no longer this day."""
    return datetime.combine(day + ONE_DAY, time.min, SHANGHAI)


def next_day(newest: date | None, now: datetime) -> date:
    """The day whose root comes next; the very first is yesterday's, so that there is one at once."""
    return newest + ONE_DAY if newest else local_date(now) - ONE_DAY
