"""Clocks from start to end: the instant, the pauses, the alarms."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from lawbook.clocks import Alarm, LegalClock, alarm_times, at_local, local_date, start_clock
from lawbook.rules import RuleNotInForce, UnknownRule
from lawbook.workdays import work_calendar
from tests.unit.lawbook.strategies import bearers, instants, quick


def shanghai(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment of 2026 on Shanghai's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def complaint_filed(at: datetime) -> LegalClock:
    return start_clock("cmp.accept", at, bearer="centre")


def test_a_clock_in_days_runs_to_the_last_second_of_the_last_day_in_shanghai() -> None:
    clock = complaint_filed(shanghai(20, 15))

    assert clock.due_on == date(2026, 12, 1)
    assert clock.due_at == datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC)
    assert (clock.state, clock.flags, clock.bearer) == ("running", (), "centre")


def test_the_day_of_the_event_is_the_day_in_shanghai_not_in_greenwich() -> None:
    evening_in_greenwich = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # Monday 00:30 in Shanghai

    clock = complaint_filed(evening_in_greenwich)

    assert clock.due_on == date(2026, 12, 2)


def test_twenty_four_hours_run_through_a_national_holiday() -> None:
    clock = start_clock("trf.send", shanghai(30, 17, 45, month=9), bearer="centre")

    assert clock.due_at == shanghai(1, 17, 45, month=10)
    assert clock.due_on == date(2026, 10, 1)


def test_hours_of_the_court_begin_with_the_next_full_hour() -> None:
    clock = start_clock("med.preaction_injunction", shanghai(20, 9, 20), bearer="court")

    assert clock.due_at == shanghai(22, 10)


def test_a_complaint_of_14_april_keeps_the_old_rule_and_one_of_15_april_gets_the_new() -> None:
    old = start_clock("cmp.mediation_period", shanghai(14, 10, month=4), bearer="centre")
    new = start_clock("cmp.mediation_period", shanghai(15, 10, month=4), bearer="centre")

    assert (old.rule_id, old.due_on) == ("cmp.mediation_period.legacy", date(2026, 6, 18))
    assert old.article_zh == "《市场监督管理投诉举报处理暂行办法》第21条第1款第5项"
    assert (new.rule_id, new.due_on) == ("cmp.mediation_period", date(2026, 6, 14))
    assert new.article_zh == "《市场监督管理投诉举报处理办法》第23条第1款第5项"


def test_a_clock_that_reaches_into_a_year_without_announced_holidays_says_so() -> None:
    clock = complaint_filed(datetime(2026, 12, 29, 2, tzinfo=UTC))

    assert clock.due_on == date(2027, 1, 7)
    assert clock.flags == ("calendar_not_published",)


def test_a_clock_that_comes_out_of_a_year_that_is_not_loaded_says_so_too() -> None:
    clock = start_clock(
        "cmp.consumer_law_7d", datetime(2023, 12, 28, 2, tzinfo=UTC), bearer="centre"
    )

    assert clock.due_on == date(2024, 1, 9)
    assert clock.flags == ("calendar_not_published",)


def test_hours_need_no_calendar() -> None:
    clock = start_clock("trf.send", datetime(2027, 3, 1, 2, tzinfo=UTC), bearer="centre")

    assert clock.flags == ()


def test_a_clock_counts_with_the_calendar_it_is_given() -> None:
    closed = work_calendar().with_overrides(off=[date(2026, 11, 23)])

    clock = start_clock("cmp.accept", shanghai(20, 15), bearer="centre", calendar=closed)

    assert clock.due_on == date(2026, 12, 2)


@pytest.mark.parametrize("rule_id", ["cmp.acept", ""])
def test_a_rule_that_does_not_exist_starts_no_clock(rule_id: str) -> None:
    with pytest.raises(UnknownRule):
        start_clock(rule_id, shanghai(20, 15), bearer="centre")


def test_a_rule_without_a_predecessor_does_not_reach_back() -> None:
    with pytest.raises(RuleNotInForce):
        start_clock("cmp.accept", datetime(2019, 12, 1, tzinfo=UTC), bearer="centre")


def test_a_duty_done_in_time_is_met_and_not_late() -> None:
    met = complaint_filed(shanghai(20, 15)).met(shanghai(1, 23, 59, month=12))

    assert (met.state, met.was_late, met.is_open) == ("met", False, False)


def test_a_duty_done_after_midnight_of_the_last_day_is_late() -> None:
    clock = complaint_filed(shanghai(20, 15))
    after_midnight = shanghai(2, 0, month=12)

    assert clock.is_overdue(after_midnight)
    assert clock.met(after_midnight).was_late


def test_an_ended_clock_stays_as_it_ended() -> None:
    met = complaint_filed(shanghai(20, 15)).met(shanghai(23, 9))

    assert met.met(shanghai(24, 9)) == met
    assert met.cancelled(shanghai(24, 9)) == met
    assert met.paused(shanghai(24, 9)) == met
    assert met.resumed(shanghai(24, 9)) == met


def test_a_paused_clock_is_never_overdue_and_can_still_be_cancelled() -> None:
    paused = complaint_filed(shanghai(20, 15)).paused(shanghai(23, 9))

    assert not paused.is_overdue(shanghai(31, 9, month=12))
    assert paused.cancelled(shanghai(24, 9)).state == "cancelled"


def test_a_pause_over_a_week_end_never_moves_a_working_day_clock_to_a_saturday() -> None:
    paused = complaint_filed(shanghai(20, 15)).paused(shanghai(26, 9))  # a Thursday

    resumed = paused.resumed(shanghai(30, 9))  # Monday: Friday and Monday were lost

    assert resumed.state == "running"
    assert resumed.due_on == date(2026, 12, 3)
    assert local_date(resumed.due_at) == resumed.due_on


def test_appraisal_time_is_given_back_from_the_day_after_it_began() -> None:
    clock = start_clock("cmp.mediation_period", shanghai(13, 10, month=5), bearer="centre")

    resumed = clock.paused(shanghai(1, 10, month=6)).resumed(shanghai(11, 16, month=6))

    assert clock.due_on == date(2026, 7, 12)
    assert resumed.due_on == date(2026, 7, 22)


def test_two_pauses_add_up() -> None:
    clock = start_clock("cmp.mediation_period", shanghai(13, 10, month=5), bearer="centre")

    twice = (
        clock.paused(shanghai(1, 10, month=6))
        .resumed(shanghai(3, 10, month=6))
        .paused(shanghai(8, 10, month=6))
        .resumed(shanghai(9, 10, month=6))
    )

    assert twice.due_on == date(2026, 7, 15)


def test_a_pause_of_an_hour_clock_is_given_back_to_the_second() -> None:
    clock = start_clock("trf.send", shanghai(20, 8), bearer="centre")

    resumed = clock.paused(shanghai(20, 10)).resumed(shanghai(20, 11, 30))

    assert resumed.due_at == shanghai(21, 9, 30)


def test_a_working_day_clock_warns_three_and_one_working_days_before_and_on_the_day() -> None:
    clock = complaint_filed(shanghai(20, 15))

    assert alarm_times(clock) == [
        Alarm("approaching_3", shanghai(26, 9)),
        Alarm("approaching_1", shanghai(30, 9)),
        Alarm("due", shanghai(1, 9, month=12)),
        Alarm("overdue", shanghai(1, 23, 59, month=12) + timedelta(seconds=59)),
    ]


def test_a_short_clock_does_not_warn_before_it_has_started() -> None:
    clock = start_clock("trf.approve", shanghai(19, 17), bearer="centre")  # due on Sunday

    assert [alarm.moment for alarm in alarm_times(clock)] == ["approaching_1", "due", "overdue"]


def test_an_hour_clock_warns_at_half_time_and_two_hours_before_the_end() -> None:
    clock = start_clock("trf.send", shanghai(20, 8), bearer="centre")

    assert alarm_times(clock) == [
        Alarm("approaching_3", shanghai(20, 20)),
        Alarm("approaching_1", shanghai(21, 6)),
        Alarm("overdue", shanghai(21, 8)),
    ]


@quick
@given(started_at=instants, bearer=bearers)
def test_alarms_come_in_order_after_the_start_and_end_with_overdue(
    started_at: datetime, bearer: str
) -> None:
    clock = start_clock("med.judicial_confirmation", started_at, bearer=bearer)

    alarms = alarm_times(clock)

    moments = [alarm.at for alarm in alarms]
    assert moments == sorted(moments)
    assert all(started_at < at <= clock.due_at for at in moments)
    assert alarms[-1] == Alarm("overdue", clock.due_at)


@quick
@given(started_at=instants, bearer=bearers)
def test_a_clock_ends_in_the_last_second_of_its_due_day(started_at: datetime, bearer: str) -> None:
    clock = start_clock("cmp.consumer_law_7d", started_at, bearer=bearer)

    assert local_date(clock.due_at) == clock.due_on
    assert local_date(clock.due_at + timedelta(seconds=1)) == clock.due_on + timedelta(days=1)
    assert clock.due_on > local_date(started_at)


def test_a_local_time_of_day_is_eight_hours_before_in_greenwich() -> None:
    nine = at_local(date(2026, 11, 20), datetime(2026, 1, 1, 9, tzinfo=UTC).time())

    assert nine == datetime(2026, 11, 20, 1, tzinfo=UTC)
