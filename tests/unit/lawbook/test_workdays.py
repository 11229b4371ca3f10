"""Working days: holidays, rest days moved about, make-up days, years nobody announced."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from lawbook.workdays import Named, work_calendar

SATURDAY_MAKE_UP = date(2026, 5, 9)
SUNDAY_MAKE_UP = date(2026, 9, 20)
FRIDAY_OF_DRAGON_BOAT = date(2026, 6, 19)
SATURDAY_AFTER_DRAGON_BOAT = date(2026, 6, 20)
MONDAY_AFTER_DRAGON_BOAT = date(2026, 6, 22)


def test_the_days_carry_the_right_names() -> None:
    assert SATURDAY_MAKE_UP.strftime("%A") == "Saturday"
    assert SUNDAY_MAKE_UP.strftime("%A") == "Sunday"
    assert FRIDAY_OF_DRAGON_BOAT.strftime("%A") == "Friday"
    assert MONDAY_AFTER_DRAGON_BOAT.strftime("%A") == "Monday"


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_loaded_year_agrees_with_the_published_calendar_on_every_day(year: int) -> None:
    calendar = work_calendar()
    first = date(year, 1, 1)
    year_of_days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]

    ours = [day for day in year_of_days if calendar.is_working_day(day)]

    assert ours == [day for day in year_of_days if chinese_calendar.is_workday(day)]


@pytest.mark.parametrize(("year", "number"), [(2024, 11), (2025, 13), (2026, 13)])
def test_a_year_has_the_statutory_holidays_that_the_holiday_rule_names(
    year: int, number: int
) -> None:
    statutory = {day for day in work_calendar().statutory if day.year == year}

    assert len(statutory) == number
    assert statutory <= set(work_calendar().off)


def test_no_day_is_both_off_and_made_up() -> None:
    calendar = work_calendar()

    assert not set(calendar.off) & set(calendar.makeup)
    assert all(day.weekday() >= 5 for day in calendar.makeup)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        SATURDAY_MAKE_UP,
        SUNDAY_MAKE_UP,
        date(2026, 10, 10),
    ],
)
def test_a_make_up_day_is_a_working_day_although_it_lies_in_a_week_end(day: date) -> None:
    assert work_calendar().is_working_day(day)
    assert work_calendar().reason_off(day) is None


def test_the_rest_days_around_a_holiday_are_off_but_not_statutory() -> None:
    calendar = work_calendar()

    assert calendar.is_statutory_holiday(FRIDAY_OF_DRAGON_BOAT)
    assert not calendar.is_statutory_holiday(SATURDAY_AFTER_DRAGON_BOAT)
    assert not calendar.is_working_day(SATURDAY_AFTER_DRAGON_BOAT)
    assert calendar.next_working_day(FRIDAY_OF_DRAGON_BOAT) == MONDAY_AFTER_DRAGON_BOAT


def test_a_day_off_says_why() -> None:
    calendar = work_calendar()

    assert calendar.reason_off(date(2026, 2, 23)) == Named("春节", "Spring Festival")
    assert calendar.reason_off(date(2026, 11, 21)) == Named("周六", "Saturday")


def test_a_year_that_nobody_announced_follows_the_week() -> None:
    calendar = work_calendar()

    assert not calendar.is_announced(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 1, 1))  # a Friday; surely a holiday once announced
    assert not calendar.is_working_day(date(2027, 1, 2))


def test_working_days_are_found_backwards_over_the_national_holiday() -> None:
    before = work_calendar().working_days_before(date(2026, 10, 9), 2)

    assert before == date(2026, 9, 30)  # 8 October is the first, 1 to 7 October are off


def test_working_days_left_are_negative_once_the_day_has_passed() -> None:
    calendar = work_calendar()

    assert calendar.working_days_between(date(2026, 11, 20), date(2026, 12, 1)) == 7
    assert calendar.working_days_between(date(2026, 12, 1), date(2026, 11, 20)) == -7
    assert calendar.working_days_between(date(2026, 12, 1), date(2026, 12, 1)) == 0


def test_an_administrator_can_close_a_working_day_and_open_a_day_of_rest() -> None:
    snow = date(2026, 11, 23)
    opened = date(2026, 6, 20)

    changed = work_calendar().with_overrides(off=[snow], working=[opened])

    assert not changed.is_working_day(snow)
    assert changed.reason_off(snow) == Named("调整放假", "closed by decision")
    assert changed.is_working_day(opened)
    assert work_calendar().is_working_day(snow)


def test_an_administrator_can_close_a_make_up_day() -> None:
    changed = work_calendar().with_overrides(off=[SATURDAY_MAKE_UP])

    assert not changed.is_working_day(SATURDAY_MAKE_UP)
    assert not set(changed.off) & set(changed.makeup)


def test_a_holiday_opened_by_decision_is_no_day_off_any_more() -> None:
    changed = work_calendar().with_overrides(working=[FRIDAY_OF_DRAGON_BOAT])

    assert changed.is_working_day(FRIDAY_OF_DRAGON_BOAT)
    assert FRIDAY_OF_DRAGON_BOAT not in changed.off
