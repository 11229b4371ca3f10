"""An explanation must let anybody count again by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.clocks import LegalClock, local_date, start_clock
from lawbook.explanation import ExplanationLine, explain
from lawbook.rules import load
from lawbook.workdays import ONE_DAY, work_calendar
from tests.unit.lawbook.strategies import bearers, instants, quick


def noon(day: int) -> datetime:
    """Noon in Shanghai on a day of November 2026."""
    return datetime(2026, 11, day, 4, tzinfo=UTC)


def started(rule_id: str, on: date, *, bearer: str = "centre") -> LegalClock:
    at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    return start_clock(rule_id, at, bearer=bearer)


def test_seven_working_days_over_labour_day_name_every_day_left_out_and_taken_in() -> None:
    clock = started("cmp.accept", date(2026, 4, 28))

    assert explain(clock) == [
        ExplanationLine(
            None,
            "依据《市场监督管理投诉举报处理办法》第15条：投诉受理/不予受理决定，期限7个工作日",
        ),
        ExplanationLine(date(2026, 4, 28), "起算事件当日不计入"),
        ExplanationLine(date(2026, 5, 1), "劳动节，不计", date(2026, 5, 5)),
        ExplanationLine(date(2026, 5, 9), "调休上班，计入"),
        ExplanationLine(date(2026, 5, 10), "周末，不计"),
        ExplanationLine(date(2026, 5, 11), "最后一日（周一），当日24时前有效"),
    ]


def test_a_last_day_that_is_a_make_up_day_says_that_it_counts() -> None:
    lines = explain(started("cmp.accept", date(2026, 4, 27)))

    assert lines[-2:] == [
        ExplanationLine(date(2026, 5, 9), "调休上班，计入"),
        ExplanationLine(date(2026, 5, 9), "最后一日（周六），当日24时前有效"),
    ]


def test_the_same_in_english() -> None:
    lines = explain(started("cmp.accept", date(2026, 4, 28)), "en")

    assert [line.text for line in lines] == [
        "《市场监督管理投诉举报处理办法》, art. 15: Decide to accept or refuse a complaint and tell the "
        "complainant, 7 working days",
        "the day of the event is not counted",
        "Labour Day, not counted",
        "make-up working day, counted",
        "week-end, not counted",
        "last day (Monday), until midnight",
    ]


def test_a_last_day_on_a_holiday_shows_the_row_of_days_passed_over() -> None:
    lines = explain(started("cmp.mediation_period", date(2026, 4, 20), bearer="complainant"))

    assert lines[2:] == [
        ExplanationLine(date(2026, 6, 19), "届满日遇节假日，顺延", date(2026, 6, 21)),
        ExplanationLine(date(2026, 6, 22), "最后一日（周一），当日24时前有效"),
    ]


def test_a_last_day_of_rest_that_does_not_move_says_so() -> None:
    lines = explain(started("trf.approve", date(2026, 11, 19)))

    assert lines[2:] == [
        ExplanationLine(date(2026, 11, 22), "届满日逢休息日，按从严理解不顺延"),
        ExplanationLine(date(2026, 11, 22), "最后一日（周日），当日24时前有效"),
    ]


def test_a_month_without_the_day_says_that_its_last_day_stands_for_it() -> None:
    lines = explain(started("lim.admin_suit", date(2025, 8, 31), bearer="complainant"))

    assert ExplanationLine(date(2026, 2, 28), "该月没有对应日，以月末日为最后一日") in lines


def test_hours_run_on_and_the_courts_hours_begin_with_the_next_one() -> None:
    police = explain(started("trf.send", date(2026, 9, 30)))
    court = explain(started("med.preaction_injunction", date(2026, 9, 30), bearer="court"))

    assert police[1].text == "自此刻起连续计算，夜间和节假日不停"
    assert court[1].text == "自下一个整点起连续计算，夜间和节假日不停"
    assert police[-1] == ExplanationLine(date(2026, 10, 1), "期限届满的时刻")


def test_a_pause_is_shown_as_one_row_of_days_even_over_a_week_end() -> None:
    clock = started("cmp.accept", date(2026, 11, 20))
    resumed = clock.paused(noon(26)).resumed(noon(30))

    assert explain(resumed)[2:] == [
        ExplanationLine(date(2026, 11, 21), "周末，不计", date(2026, 11, 22)),
        ExplanationLine(date(2026, 11, 27), "依法不计入期限", date(2026, 11, 30)),
        ExplanationLine(date(2026, 12, 3), "最后一日（周四），当日24时前有效"),
    ]


def test_a_clock_that_stands_still_says_since_when() -> None:
    paused = started("cmp.accept", date(2026, 11, 20)).paused(noon(26))

    assert ExplanationLine(date(2026, 11, 26), "自本日起中止计算") in explain(paused)


def test_holidays_not_announced_and_rules_not_confirmed_are_admitted() -> None:
    lines = explain(started("rpt.verify", date(2026, 12, 21)))

    assert [line.text for line in lines[-2:]] == [
        "相关年度的放假安排尚未公布，按周末推算",
        "该规则待法制机构确认",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_exists_in_both_languages(language: str) -> None:
    sentences = load("sentences.yaml")
    units = sentences["units"]

    assert all(words[language].strip() for name, words in sentences.items() if name != "units")
    assert all(words[language].strip() for words in units.values())


@quick
@given(
    data=st.data(),
    started_at=instants,
    bearer=bearers,
    rule_id=st.sampled_from(["cmp.consumer_law_7d", "rpt.verify", "cus.release_50"]),
)
def test_the_days_named_and_the_days_counted_make_up_the_whole_period(
    data: st.DataObject, started_at: datetime, bearer: str, rule_id: str
) -> None:
    clock = start_clock(rule_id, started_at, bearer=bearer)
    paused_at = started_at + timedelta(hours=data.draw(st.integers(1, 24 * 9)))
    resumed_at = paused_at + timedelta(hours=data.draw(st.integers(0, 24 * 30)))
    clock = clock.paused(paused_at).resumed(resumed_at)

    lines = explain(clock, "en")

    left_out = {
        line.on + ONE_DAY * n
        for line in lines
        if line.on and line.text.endswith(("not counted", "not counted by law"))
        for n in range(((line.until_on or line.on) - line.on).days + 1)
    }
    start_on = local_date(started_at)
    period = [start_on + ONE_DAY * n for n in range(1, (clock.due_on - start_on).days + 1)]
    counted = [day for day in period if day not in left_out]
    assert f", {len(counted)} working days" in lines[0].text
    assert all(work_calendar().is_working_day(day) for day in counted)
    assert counted[-1] == clock.due_on


@quick
@given(started_at=instants, bearer=bearers)
def test_every_day_that_a_last_day_passed_over_is_named(started_at: datetime, bearer: str) -> None:
    clock = start_clock("med.judicial_confirmation", started_at, bearer=bearer)

    lines = explain(clock, "en")

    passed = sum(
        ((line.until_on or line.on) - line.on).days + 1
        for line in lines
        if line.on and line.text.endswith("moves on")
    )
    assert (clock.due_on - local_date(started_at)).days == 30 + passed
