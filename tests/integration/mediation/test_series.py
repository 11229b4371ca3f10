"""Several sessions with one act: booked, moved and called off together or one by one."""

from typing import Any

import pytest

from contracts.mediation import SessionCancelledV1, SessionScheduledV1
from tests.support.mediation_office import Office, an_outcome

RECEIPT, OTHER = "2026112100011", "2026112100022"
WEDNESDAYS = ["2026-11-25T01:00:00Z", "2026-12-02T01:00:00Z", "2026-12-09T01:00:00Z"]


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def a_wish(office: Office, starts_at: str, **changes: Any) -> dict[str, Any]:
    room = office.within(lambda uow: uow.rooms.by_name()[0].id)
    return {"room_id": room, "starts_at": starts_at, "minutes": 60} | changes


def with_series(office: Office, **changes: Any) -> str:
    """A case with three sessions, a week between two."""
    path = office.with_mediator(RECEIPT)
    wish = a_wish(office, WEDNESDAYS[0], count=3) | changes
    booked = office.officer.post(f"{path}/session-series", wish)
    assert booked.status_code == 201, booked.text
    return path


def planned(office: Office, path: str) -> list[str]:
    found = office.officer.get(path).get_json()
    return sorted(each["starts_at"] for each in found["sessions"] if each["is_live"])


def test_a_series_is_booked_with_one_act_and_each_session_is_told(office: Office) -> None:
    path = with_series(office)

    assert planned(office, path) == WEDNESDAYS
    assert len({each.session_id for each in office.said(SessionScheduledV1)}) == 3
    other = office.with_mediator(OTHER, respondent_email="other@x.example")
    refusal = office.officer.post(f"{other}/sessions", a_wish(office, WEDNESDAYS[2]))
    assert (refusal.status_code, refusal.get_json()["by"]) == (409, "mediator")


def test_where_one_day_is_not_possible_none_is_booked_and_the_day_is_named(office: Office) -> None:
    path = office.with_mediator(RECEIPT)
    away = {"away": [{"from": "2026-12-02", "until": "2026-12-02"}]}
    office.citizen(RECEIPT, "respondent").post(f"{path}/availability", away)

    refusal = office.officer.post(
        f"{path}/session-series", a_wish(office, WEDNESDAYS[0], count=3)
    ).get_json()

    assert [each["code"] for each in refusal["errors"]] == ["series_day", "party_away"]
    assert "2026-12-02" in refusal["errors"][0]["detail"]
    assert planned(office, path) == []
    assert office.said(SessionScheduledV1) == []


def test_one_of_a_series_is_moved_or_called_off_and_the_others_stay(office: Office) -> None:
    path = with_series(office)
    second = sorted(
        office.officer.get(path).get_json()["sessions"], key=lambda each: each["starts_at"]
    )[1]["session_id"]

    later = a_wish(office, "2026-12-03T01:00:00Z", session_id=second)
    office.officer.acts(path, "session/move", later)
    office.officer.acts(path, "session/cancellation", {"reason": "room"})  # the next one

    assert planned(office, path) == ["2026-12-03T01:00:00Z", WEDNESDAYS[2]]
    last = office.officer.get(path).get_json()["sessions"][-2]["session_id"]
    earlier = a_wish(office, "2026-12-01T01:00:00Z", session_id=last)
    office.officer.acts(path, "session/move", earlier)  # past the other: it is the next one now
    assert office.officer.get(path).get_json()["sessions"][-1]["starts_at"] == earlier["starts_at"]
    assert office.case_of(RECEIPT).session_id == last
    assert office.officer.get(path).get_json()["status"] == "scheduled"
    unknown = office.officer.acts(
        path, "session/cancellation", {"reason": "room", "session_id": "01X"}
    )
    assert unknown.status_code == 404


def test_all_of_a_series_move_by_as_much_or_are_called_off(office: Office) -> None:
    path = with_series(office)

    moved = office.officer.acts(
        path, "session/move", a_wish(office, "2026-12-02T01:00:00Z", which="all")
    )
    after = planned(office, path)
    office.officer.acts(path, "session/cancellation", {"reason": "party", "which": "all"})

    assert moved.status_code == 200, moved.text
    assert after == [*WEDNESDAYS[1:], "2026-12-16T01:00:00Z"]
    assert planned(office, path) == []
    assert office.officer.get(path).get_json()["status"] == "scheduling"
    assert len(office.said(SessionCancelledV1)) == 3


def test_after_one_session_the_next_is_planned_and_an_agreement_ends_the_series(
    office: Office,
) -> None:
    path, mediator = with_series(office), office.staff("chenjing", "mediator")
    first, second, third = (
        each["session_id"]
        for each in sorted(
            office.officer.get(path).get_json()["sessions"], key=lambda each: each["starts_at"]
        )
    )
    adjourned = an_outcome(outcome="adjourned", agreement=None)

    mediator.post(f"/api/v1/sessions/{first}/outcome", adjourned)
    between = office.officer.get(path).get_json()["status"]
    mediator.post(f"/api/v1/sessions/{second}/outcome", an_outcome())

    assert between == "scheduled"
    assert office.officer.get(path).get_json()["status"] == "awaiting_signatures"
    assert planned(office, path) == []
    [dropped] = office.said(SessionCancelledV1)
    assert (dropped.session_id, dropped.reason) == (third, "not_needed")


def test_each_session_of_a_series_has_an_answer_and_facts_of_its_own(office: Office) -> None:
    path = with_series(office)
    asked = office.neighbour("notification").get(
        f"/internal/recipients?audience=respondent&receipt_no={RECEIPT}"
    )
    [person] = asked.get_json()["items"]
    others = sorted(person["facts"]["sessions"].values(), key=lambda each: each["starts_at"])

    said = office.visitor.post(
        f"/api/v1/attendance/{others[0]['attendance']}", {"answer": "declined"}
    )

    assert [each["starts_at"] for each in others] == WEDNESDAYS[1:]
    assert said.get_json()["answer"] == "declined"
    assert office.officer.get(path).get_json()["attendance"] == {}
    office.officer.acts(path, "session/cancellation", {"reason": "room"})
    assert office.officer.get(path).get_json()["attendance"] == {"respondent": "declined"}
