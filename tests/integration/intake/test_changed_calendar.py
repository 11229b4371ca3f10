"""The operator changes the working calendar: dates move in the open, and only when told to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contracts.intake import IntakeClockAlarmV1
from deploy.clocks import recount
from lawbook import workdays
from tests.support.intake_office import IntakeOffice

Change = Callable[..., None]


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Take days off the working calendar of this process."""
    folder = tmp_path / "calendar"
    folder.mkdir()

    def take_off(*days: str) -> None:
        (folder / "days.yaml").write_text(f"closed: [{', '.join(days)}]\n", encoding="utf-8")
        monkeypatch.setattr(workdays, "_folders", [workdays.CALENDARS])
        workdays.also_read(folder)

    yield take_off
    monkeypatch.undo()
    workdays.work_calendar.cache_clear()


def _answer_day(office: IntakeOffice, receipt_no: str) -> str:
    [clock] = [c for c in office.read(receipt_no)["clocks"] if c["rule_id"] == "cmp.accept"]
    due: str = clock["due_on"]
    return due


def test_the_list_says_what_would_move_and_moves_nothing(
    office: IntakeOffice, change: Change
) -> None:
    receipt_no = office.files()["receipt_no"]
    day = _answer_day(office, receipt_no)

    change(day)
    [listed] = recount(office.service, "submissions", store=False)

    assert str(listed).startswith(f"{receipt_no}  cmp.accept (centre)  {day} → ")
    assert _answer_day(office, receipt_no) == day


def test_a_moved_date_stands_on_the_timeline_with_the_old_one(
    office: IntakeOffice, change: Change
) -> None:
    receipt_no = office.files()["receipt_no"]
    day = _answer_day(office, receipt_no)

    change(day)
    moved = list(recount(office.service, "submissions", store=True))

    [told] = [e for e in office.story(receipt_no) if e["type"] == "huhang.intake.clock.moved.v1"]
    seen = office.story(receipt_no, office.citizen(receipt_no))
    assert len(moved) == 1
    assert _answer_day(office, receipt_no) > day
    assert "工作日历有变" in told["text"] and "改为" in told["text"]
    assert told["text"] in [each["text"] for each in seen]
    assert list(recount(office.service, "submissions", store=True)) == []


def test_nobody_is_called_late_by_the_old_date(office: IntakeOffice, change: Change) -> None:
    receipt_no = office.files()["receipt_no"]
    change(_answer_day(office, receipt_no))
    [moved] = recount(office.service, "submissions", store=True)

    office.passes(seconds=(moved.clock.due_before - office.clock.now()).total_seconds() + 60)
    behind_the_old = [each.moment for each in office.said(IntakeClockAlarmV1)]
    office.passes(seconds=(moved.clock.due_after - office.clock.now()).total_seconds() + 60)
    behind_the_new = [each.moment for each in office.said(IntakeClockAlarmV1)]

    assert "overdue" not in behind_the_old
    assert behind_the_new[-1] == "overdue"


def test_a_matter_that_is_decided_keeps_its_dates(office: IntakeOffice, change: Change) -> None:
    receipt_no = office.files()["receipt_no"]
    day = _answer_day(office, receipt_no)
    assert office.decides(receipt_no, "acceptance").status_code == 200

    change(day)
    rules = {each.clock.rule_id for each in recount(office.service, "submissions", store=True)}

    assert "cmp.accept" not in rules
