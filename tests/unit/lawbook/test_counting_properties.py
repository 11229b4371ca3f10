"""What must hold for every way of counting, whatever the dates are."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.counting import (
    NotCountable,
    count,
    hours_end,
    roll_over,
    roll_over_of,
    uncounted_days,
)
from lawbook.workdays import ONE_DAY, work_calendar
from tests.unit.lawbook.strategies import (
    COUNT_RULES,
    a_rule,
    bearers,
    days,
    instants,
    pauses,
    quick,
    rules,
)

CALENDAR = work_calendar()
every_count_rule = pytest.mark.parametrize("count_rule", COUNT_RULES)


def days_after(start_on: date, last_on: date) -> list[date]:
    return [start_on + ONE_DAY * n for n in range(1, (last_on - start_on).days + 1)]


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_the_day_of_the_event_is_never_the_last_day(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule))

    counted = count(rule, start_on, bearer=bearer, calendar=CALENDAR)

    assert start_on < counted.raw_last_on <= counted.last_on


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_a_longer_period_never_ends_sooner(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule))
    longer = a_rule(count_rule, rule.unit, (rule.amount or 0) + 1)

    shorter_end = count(rule, start_on, bearer=bearer, calendar=CALENDAR).last_on
    longer_end = count(longer, start_on, bearer=bearer, calendar=CALENDAR).last_on

    assert shorter_end <= longer_end


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_a_later_event_never_brings_an_earlier_end(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule))

    today = count(rule, start_on, bearer=bearer, calendar=CALENDAR).last_on
    tomorrow = count(rule, start_on + ONE_DAY, bearer=bearer, calendar=CALENDAR).last_on

    assert today <= tomorrow


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_n_working_days_are_exactly_n_working_days(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule, "working_day"))

    last_on = count(rule, start_on, bearer=bearer, calendar=CALENDAR).last_on

    worked = [day for day in days_after(start_on, last_on) if CALENDAR.is_working_day(day)]
    assert len(worked) == rule.amount
    assert worked[-1] == last_on


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_natural_days_are_counted_without_gaps(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule, "calendar_day"))

    counted = count(rule, start_on, bearer=bearer, calendar=CALENDAR)

    assert len(days_after(start_on, counted.raw_last_on)) == rule.amount


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule, "month"))

    raw_on = count(rule, start_on, bearer=bearer, calendar=CALENDAR).raw_last_on

    months = (raw_on.year - start_on.year) * 12 + raw_on.month - start_on.month
    assert months == rule.amount
    assert raw_on.day == min(start_on.day, monthrange(raw_on.year, raw_on.month)[1])


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_a_year_is_twelve_months(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule, "year"))
    in_months = a_rule(count_rule, "month", 12 * (rule.amount or 0))

    years_end = count(rule, start_on, bearer=bearer, calendar=CALENDAR)
    months_end = count(in_months, start_on, bearer=bearer, calendar=CALENDAR)

    assert years_end == months_end


@every_count_rule
@quick
@given(day=days, bearer=bearers)
def test_rolling_over_goes_forward_past_rest_days_only_and_then_stops(
    count_rule: str, day: date, bearer: str
) -> None:
    way = roll_over_of(count_rule, bearer)
    must_pass = {
        "none": lambda each: False,
        "after_holiday": CALENDAR.is_statutory_holiday,
        "after_rest": lambda each: not CALENDAR.is_working_day(each),
    }[way]

    rolled = roll_over(day, way, CALENDAR)

    assert rolled >= day
    assert all(must_pass(day + ONE_DAY * n) for n in range((rolled - day).days))
    assert not must_pass(rolled)


@every_count_rule
@quick
@given(data=st.data(), start_on=days)
def test_a_citizen_never_has_less_time_than_an_authority(
    count_rule: str, data: st.DataObject, start_on: date
) -> None:
    rule = data.draw(rules(count_rule))
    paused = data.draw(pauses(start_on))

    centre = count(rule, start_on, bearer="centre", calendar=CALENDAR, paused=paused)
    citizen = count(rule, start_on, bearer="complainant", calendar=CALENDAR, paused=paused)

    assert centre.last_on <= citizen.last_on


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_paused_working_days_are_given_back_one_by_one(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule, "working_day"))
    paused = data.draw(pauses(start_on))

    last_on = count(rule, start_on, bearer=bearer, calendar=CALENDAR, paused=paused).last_on

    left_out = {day for first, last in paused for day in days_after(first - ONE_DAY, last)}
    worked = [
        day
        for day in days_after(start_on, last_on)
        if CALENDAR.is_working_day(day) and day not in left_out
    ]
    assert len(worked) == rule.amount
    assert worked[-1] == last_on


@every_count_rule
@quick
@given(data=st.data(), start_on=days, bearer=bearers)
def test_paused_natural_days_are_given_back_one_by_one(
    count_rule: str, data: st.DataObject, start_on: date, bearer: str
) -> None:
    rule = data.draw(rules(count_rule, "calendar_day"))
    paused = data.draw(pauses(start_on))

    raw_on = count(rule, start_on, bearer=bearer, calendar=CALENDAR, paused=paused).raw_last_on

    left_out = {day for first, last in paused for day in days_after(first - ONE_DAY, last)}
    assert len([day for day in days_after(start_on, raw_on) if day not in left_out]) == rule.amount
    assert raw_on not in left_out


@every_count_rule
@quick
@given(started_at=instants, amount=st.integers(min_value=1, max_value=200))
def test_hours_are_real_hours_from_the_event_or_the_next_full_hour(
    count_rule: str, started_at: datetime, amount: int
) -> None:
    end = hours_end(a_rule(count_rule, "hour", amount), started_at)

    late_start = end - started_at - timedelta(hours=amount)
    assert timedelta(0) <= late_start <= timedelta(hours=1)
    assert (late_start > timedelta(0)) == (count_rule == "CPL85")
    assert end.tzinfo is UTC


@quick
@given(since_on=days, length=st.integers(min_value=0, max_value=60), bearer=bearers)
def test_a_pause_takes_out_the_days_between_and_never_the_day_before_it(
    since_on: date, length: int, bearer: str
) -> None:
    until_on = since_on + timedelta(days=length)

    span = uncounted_days(since_on, until_on, bearer)

    taken = days_after(span[0] - ONE_DAY, span[1]) if span else []
    assert (
        set(days_after(since_on, until_on))
        <= set(taken)
        <= {since_on, *days_after(since_on, until_on)}
    )


@quick
@given(start_on=days, off=st.sets(days, max_size=20), amount=st.integers(1, 40))
def test_another_day_off_never_brings_a_working_day_period_to_an_earlier_end(
    start_on: date, off: set[date], amount: int
) -> None:
    rule = a_rule("SAMR121_art45", "working_day", amount)
    closed = CALENDAR.with_overrides(off=off)

    before = count(rule, start_on, bearer="centre", calendar=CALENDAR).last_on
    after = count(rule, start_on, bearer="centre", calendar=closed).last_on

    assert before <= after
    assert closed.is_working_day(after)


@pytest.mark.parametrize("unit", ["working_day", "calendar_day", "month", "year"])
def test_a_period_in_days_cannot_be_counted_in_hours(unit: str) -> None:
    with pytest.raises(NotCountable):
        hours_end(a_rule("real_hours", unit, 3), datetime(2026, 1, 1, tzinfo=UTC))


@every_count_rule
def test_a_period_in_hours_cannot_be_counted_in_days(count_rule: str) -> None:
    rule = a_rule(count_rule, "hour", 24)

    with pytest.raises(NotCountable):
        count(rule, date(2026, 1, 1), bearer="centre", calendar=CALENDAR)
