"""J14: a deadline that runs over two holidays and a Saturday on which people work instead."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.clock import local_date
from tests.support.intake_office import IntakeOffice

BEFORE_MID_AUTUMN = datetime(2026, 9, 24, 1, 30, tzinfo=UTC)
AFTER_THE_END = date(2026, 10, 14)


def alarms(office: IntakeOffice, receipt_no: str) -> list[str]:
    return [each["text"] for each in office.story(receipt_no) if "clock.alarm" in each["type"]]


def test_each_alarm_is_told_once_on_its_working_day_and_every_day_left_out_is_named(
    office: IntakeOffice,
) -> None:
    office.clock.set(BEFORE_MID_AUTUMN)
    waiting, answered = (office.files(happened_on="2026-09")["receipt_no"] for _ in range(2))
    told: dict[date, list[str]] = {}

    while local_date(office.clock.now()) < AFTER_THE_END:
        before = alarms(office, waiting)
        office.clock.advance(timedelta(days=1))
        if local_date(office.clock.now()) == date(2026, 10, 9):
            office.decides(answered, "acceptance")
        office.works()
        if new := alarms(office, waiting)[len(before) :]:
            told[local_date(office.clock.now())] = new

    name = "期限提醒：“投诉受理/不予受理决定”"
    assert told == {
        date(2026, 10, 8): [f"{name}将于三个工作日后到期"],
        date(2026, 10, 10): [f"{name}将于下一个工作日到期"],  # a Saturday, worked for the holiday
        date(2026, 10, 12): [f"{name}今天到期"],
        date(2026, 10, 13): [f"{name}已逾期"],
    }
    assert alarms(office, answered) == [f"{name}将于三个工作日后到期"]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "zh-CN",
            [
                ("2026-09-24", None, "起算事件当日不计入"),
                ("2026-09-25", "2026-09-27", "中秋节，不计"),
                ("2026-10-01", "2026-10-07", "国庆节，不计"),
                ("2026-10-10", None, "调休上班，计入"),
                ("2026-10-11", None, "周末，不计"),
                ("2026-10-12", None, "最后一日（周一），当日24时前有效"),
            ],
        ),
        (
            "en",
            [
                ("2026-09-24", None, "the day of the event is not counted"),
                ("2026-09-25", "2026-09-27", "Mid-Autumn Festival, not counted"),
                ("2026-10-01", "2026-10-07", "National Day, not counted"),
                ("2026-10-10", None, "make-up working day, counted"),
                ("2026-10-11", None, "week-end, not counted"),
                ("2026-10-12", None, "last day (Monday), until midnight"),
            ],
        ),
    ],
)
def test_the_explanation_names_the_days_that_do_not_count_and_the_saturday_that_does(
    sqlite_office: IntakeOffice, language: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    sqlite_office.clock.set(BEFORE_MID_AUTUMN)
    receipt_no = sqlite_office.files(happened_on="2026-09")["receipt_no"]

    read = sqlite_office.read(receipt_no, sqlite_office.officer, **{"Accept-Language": language})

    [clock] = [each for each in read["clocks"] if each["rule_id"] == "cmp.accept"]
    lines = [(each["on"], each["until_on"], each["text"]) for each in clock["explanation"]]
    assert clock["due_on"] == "2026-10-12"
    assert lines[1:] == wanted
