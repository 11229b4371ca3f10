"""Somebody did not appear: another date is kept, the side says why, and a mistake is taken back."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.mediation import AbsenceMovedV1, SlotKeptV1
from tests.support.mediation_office import Office

RECEIPT = "2026112100011"
ABSENT = {"absent": ["respondent"], "note": "电话无人接听"}
PAPER = {
    "id": "01KGXC0EV1DENCE00000000001",
    "name": "住院证明.pdf",
    "size": 2048,
    "media_type": "application/pdf",
    "sha256": "ab" * 32,
}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def stays_away(office: Office) -> str:
    """The respondent did not come on Wednesday 25; it is noted at eleven."""
    path = office.with_session(RECEIPT)
    office.passes(days=4, hours=1)
    noted = office.staff("chenjing", "mediator").acts(path, "session/absence", ABSENT)
    assert noted.status_code == 200, noted.text
    return path


def absence_of(office: Office, path: str, side: str) -> dict[str, Any]:
    found: dict[str, Any] = office.citizen(RECEIPT, side).get(path).get_json()["absences"][-1]
    return found


def test_another_date_is_kept_at_once_and_the_side_is_told_until_when_it_may_say_why(
    office: Office,
) -> None:
    path = stays_away(office)

    [moved] = office.said(AbsenceMovedV1)
    [kept] = office.said(SlotKeptV1)
    assert (moved.act, moved.side, moved.until.isoformat()) == (
        "absence_noted",
        "respondent",
        "2026-11-30",  # three working days from Wednesday 25
    )
    assert absence_of(office, path, "respondent")["second_at"] is not None
    assert kept.held_until - office.clock.now() == timedelta(hours=72)
    assert office.officer.post(f"{path}/hold/confirmation").get_json()["status"] == "scheduled"


def test_the_reason_with_its_paper_is_for_the_staff_and_the_side_alone(office: Office) -> None:
    path, respondent = stays_away(office), office.citizen(RECEIPT, "respondent")
    office.intake.answer("POST", f"/internal/matters/{RECEIPT}/evidence", PAPER)

    said = respondent.post(f"{path}/absence-reasons", {"text": "当天住院", "files": [PAPER["id"]]})
    again = respondent.post(f"{path}/absence-reasons", {"text": "当天住院"})
    stranger = office.citizen(RECEIPT, "complainant").post(
        f"{path}/absence-reasons", {"text": "我在场的"}
    )

    assert said.status_code == 201, said.text
    assert (again.status_code, again.get_json()["code"]) == (409, "absence_explained")
    assert stranger.status_code == 404
    staff = office.officer.get(path).get_json()["absences"][-1]
    assert staff["reasons"]["respondent"]["text"] == "当天住院"
    assert [each["name"] for each in staff["reasons"]["respondent"]["files"]] == ["住院证明.pdf"]
    assert absence_of(office, path, "complainant")["reasons"] == {}
    file = f"{path}/files/{PAPER['id']}"
    assert office.citizen(RECEIPT, "complainant").get(file).status_code == 404


def test_a_reason_that_comes_too_late_is_refused_and_says_where_to_turn(office: Office) -> None:
    path = stays_away(office)
    office.passes(days=6)

    refusal = office.citizen(RECEIPT, "respondent").post(
        f"{path}/absence-reasons", {"text": "当天住院"}
    )

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "absence_too_late")
    assert "2026-11-30" in refusal.get_json()["detail"]


def test_a_mistake_is_taken_back_within_a_day_and_not_later(office: Office) -> None:
    path, mediator = stays_away(office), office.staff("chenjing", "mediator")

    undone = mediator.acts(path, "session/absence/undoing", {"because": "对方在线上参加了"})
    twice = mediator.acts(path, "session/absence/undoing", {"because": "再撤销一次"})

    assert undone.get_json()["held"][0]["absent"] == []
    assert undone.get_json()["absences"][0]["undone_because"] == "对方在线上参加了"
    assert (twice.status_code, twice.get_json()["code"]) == (409, "absence_stands")
    assert [each.act for each in office.said(AbsenceMovedV1)] == [
        "absence_noted",
        "absence_undone",
    ]


def test_after_a_day_the_note_stands(office: Office) -> None:
    path = stays_away(office)
    office.passes(hours=25)

    late = office.staff("chenjing", "mediator").acts(
        path, "session/absence/undoing", {"because": "记错了"}
    )

    assert late.get_json()["code"] == "absence_stands"
