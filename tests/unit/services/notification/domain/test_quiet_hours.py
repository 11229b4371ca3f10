"""Nobody is written to at night, and reminders know which days are worked."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from chassis.clock import SHANGHAI
from lawbook.workdays import work_calendar
from services.notification.domain.quiet_hours import not_in_quiet_hours, reminder_at


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        (_at(SATURDAY, 20, 59), _at(SATURDAY, 20, 59)),
        (_at(SATURDAY, 21), _at(SUNDAY, 8)),
        (_at(SATURDAY, 23, 59), _at(SUNDAY, 8)),
        (_at(SUNDAY, 0), _at(SUNDAY, 8)),
        (_at(SUNDAY, 7, 59), _at(SUNDAY, 8)),
        (_at(SUNDAY, 8), _at(SUNDAY, 8)),
    ],
)
def test_the_night_lasts_from_nine_to_eight(told: datetime, heard: datetime) -> None:
    assert not_in_quiet_hours(told) == heard


@pytest.mark.parametrize("minutes", range(0, 24 * 60, 37))
def test_nothing_is_ever_put_off_into_the_night_or_the_past(minutes: int) -> None:
    told = _at(SATURDAY, 0) + timedelta(minutes=minutes)

    heard = not_in_quiet_hours(told)

    assert heard >= told
    assert time(8) <= heard.astimezone(SHANGHAI).time() < time(21)


@pytest.mark.parametrize(
    ("session", "working_days", "reminded_on"),
    [
        # An ordinary week: Wednesday's session is called to mind on Tuesday and on Friday before.
        (date(2026, 11, 25), 1, date(2026, 11, 24)),
        (date(2026, 11, 25), 3, date(2026, 11, 20)),
        # Monday's session on Friday, not on Sunday.
        (date(2026, 11, 23), 1, date(2026, 11, 20)),
        # 国庆节 2026: 1 to 7 October are off, Sunday 20 September and Saturday 10 October are worked.
        (date(2026, 10, 8), 1, date(2026, 9, 30)),
        (date(2026, 10, 12), 1, date(2026, 10, 10)),
        (date(2026, 9, 21), 1, date(2026, 9, 20)),
    ],
)
def test_a_reminder_comes_at_nine_on_a_day_that_is_worked(
    session: date, working_days: int, reminded_on: date
) -> None:
    reminded = reminder_at(_at(session, 9), working_days, work_calendar())

    assert reminded == _at(reminded_on, 9)
