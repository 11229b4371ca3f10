"""The working calendar is changed while clocks run."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lawbook.clocks import start_clock
from lawbook.docket import ClockMoved, Docket
from lawbook.workdays import CALENDARS, WrongCalendar, calendar_of

FRIDAY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
NEXT_FRIDAY = date(2026, 11, 27)


def _folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_single_day_is_taken_off_by_the_operator(tmp_path: Path) -> None:
    folder = _folder(tmp_path, days="closed: [2026-11-27]\nworking: [2026-11-28]\n")

    calendar = calendar_of(CALENDARS, folder)

    assert not calendar.is_working_day(NEXT_FRIDAY)
    assert calendar.is_working_day(date(2026, 11, 28))
    assert calendar.next_working_day(date(2026, 11, 26)) == date(2026, 11, 28)


def test_a_year_that_was_announced_later_is_known_from_then_on(tmp_path: Path) -> None:
    year = (
        "year: 2027\nstatutory_holidays: [2027-01-01]\n"
        "off_days: [{day: 2027-01-01, zh: 元旦, en: New Year}]\nmakeup_workdays: []\n"
    )

    calendar = calendar_of(CALENDARS, _folder(tmp_path, **{"2027": year}))

    assert calendar.is_announced(date(2027, 6, 1))
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_statutory_holiday(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("days", "closed: [soon]\n", "days.yaml: closed: 'soon' is no date"),
        ("days", "off: [2026-11-27]\n", "days.yaml: unknown entry False"),
        (
            "days",
            "closed: [2026-11-27]\nworking: [2026-11-27]\n",
            "a day is both closed and working",
        ),
        ("days", "- 2026-11-27\n", "days.yaml: holds no named entries"),
        ("days", "closed: [", "days.yaml: "),
        ("2027", "year: 2026\noff_days: []\n", "2027.yaml: is about the year 2026"),
        (
            "2027",
            "year: 2027\noff_days: [{day: 2028-01-01, zh: 元旦, en: New Year}]",
            "another year",
        ),
        ("2027", "year: 2027\noff_days: [{day: 2027-01-01}]", "off_days: no zh"),
        ("2027", "year: 2027\nmakeup_workdays: [2027-01-03]", "makeup_workdays: no day"),
    ],
)
def test_a_file_with_a_mistake_is_refused_and_the_mistake_named(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    with pytest.raises(WrongCalendar) as refused:
        calendar_of(CALENDARS, _folder(tmp_path, **{name: text}))

    assert said in str(refused.value)


def test_a_clock_whose_last_day_was_taken_off_moves_and_warns_anew(tmp_path: Path) -> None:
    docket = Docket()
    docket.start("cmp.accept", FRIDAY, bearer="centre")
    [before] = docket.clocks
    alarms_before = {(each.clock_key, each.moment) for each in docket.alarms()}
    changed = calendar_of(CALENDARS, _folder(tmp_path, days=f"closed: [{before.due_on}]\n"))

    [moved] = docket.recount(changed)

    [after] = docket.clocks
    assert moved == ClockMoved("cmp.accept", "centre", before.due_at, after.due_at)
    assert after.due_on == changed.next_working_day(before.due_on)
    assert not alarms_before & {(each.clock_key, each.moment) for each in docket.alarms()}


def test_a_clock_that_ends_as_it_did_stays_the_same_clock() -> None:
    docket = Docket()
    clock = docket.start("cmp.accept", FRIDAY, bearer="centre")

    assert docket.recount() == []
    assert docket.clocks == [clock]


def test_a_duty_that_was_done_is_not_counted_again(tmp_path: Path) -> None:
    clock = start_clock("cmp.accept", FRIDAY, bearer="centre")
    changed = calendar_of(CALENDARS, _folder(tmp_path, days=f"closed: [{clock.due_on}]\n"))
    done = clock.met(FRIDAY)

    assert done.recounted(changed) == done
