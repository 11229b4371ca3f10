"""Finding a time, taking it, and what a session brings."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from contracts.mediation import CaseEndedV1, SessionHeldV1, SessionScheduledV1
from tests.support.mediation_office import Office, an_outcome

RECEIPT, OTHER = "2026112100011", "2026112100022"
WEDNESDAY_9 = "2026-11-25T01:00:00Z"
WEDNESDAY_10 = "2026-11-25T02:00:00Z"


def slots(office: Office, path: str, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.officer.get(f"{path}/free-slots{query}").get_json()[
        "items"
    ]
    return found


def a_wish(
    office: Office, path: str, starts_at: str = WEDNESDAY_9, **changes: Any
) -> dict[str, Any]:
    room = slots(office, path)[0]["room_id"]
    return {"room_id": room, "starts_at": starts_at, "minutes": 60} | changes


def test_the_first_slot_leaves_three_working_days_of_notice(office: Office) -> None:
    path = office.with_mediator()

    first = slots(office, path)[0]

    # Filed on a Saturday: Monday, Tuesday, Wednesday.
    assert first["starts_at"] == WEDNESDAY_9
    assert first["room_name"] == "第一调解室"


def test_slots_can_be_asked_from_a_day_on(office: Office) -> None:
    path = office.with_mediator()

    [first, *_] = slots(office, path, "?from=2026-12-05&days=7")

    assert first["starts_at"] == "2026-12-07T01:00:00Z"  # the 5th is a Saturday


def test_asking_from_an_earlier_day_does_not_shorten_the_notice(office: Office) -> None:
    path = office.with_mediator()

    assert slots(office, path, "?from=2026-11-01")[0]["starts_at"] == WEDNESDAY_9


def test_a_booking_is_told_with_all_that_an_invitation_needs(office: Office) -> None:
    path = office.with_mediator()
    wish = a_wish(office, path)

    booked = office.officer.post(f"{path}/sessions", wish)

    assert (booked.status_code, booked.get_json()["status"]) == (201, "scheduled")
    [told] = office.said(SessionScheduledV1)
    assert (told.room_id, told.starts_at.isoformat(), told.ends_at.isoformat(), told.sequence) == (
        wish["room_id"],
        "2026-11-25T01:00:00+00:00",
        "2026-11-25T02:00:00+00:00",
        0,
    )


def test_the_same_booking_twice_is_one_session(office: Office) -> None:
    path = office.with_mediator()
    wish = a_wish(office, path)

    office.officer.post(f"{path}/sessions", wish, key="once")
    again = office.officer.post(f"{path}/sessions", wish, key="once")

    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert len(office.said(SessionScheduledV1)) == 1


def test_a_taken_mediator_is_named_and_other_times_are_offered(office: Office) -> None:
    office.with_session(RECEIPT)
    path = office.with_mediator(OTHER)
    wish = a_wish(office, path, "2026-11-25T01:30:00Z")

    refusal = office.officer.post(f"{path}/sessions", wish)

    body = refusal.get_json()
    assert (refusal.status_code, body["code"], body["by"]) == (409, "slot_taken", "mediator")
    assert [each["starts_at"] for each in body["alternatives"]][:2] == [
        WEDNESDAY_10,
        "2026-11-25T02:30:00Z",
    ]


def test_an_alternative_can_be_taken_at_once(office: Office) -> None:
    office.with_session(RECEIPT)
    path = office.with_mediator(OTHER)
    refusal = office.officer.post(f"{path}/sessions", a_wish(office, path, WEDNESDAY_9))
    [offer, *_] = refusal.get_json()["alternatives"]

    wish = {"room_id": offer["room_id"], "starts_at": offer["starts_at"], "minutes": 60}

    assert office.officer.post(f"{path}/sessions", wish).status_code == 201


def test_a_taken_room_is_named(office: Office) -> None:
    first = office.with_session(RECEIPT, "chenjing")
    room = office.officer.get(first).get_json()["sessions"][0]["room_id"]
    path = office.with_mediator(OTHER, "zhaolei")

    refusal = office.officer.post(f"{path}/sessions", a_wish(office, path, room_id=room))

    assert refusal.get_json()["by"] == "room"


def test_two_people_who_take_one_slot_at_the_same_moment_get_one_session(office: Office) -> None:
    paths = [office.with_mediator(RECEIPT), office.with_mediator(OTHER)]
    wish = a_wish(office, paths[0])

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda p: office.officer.post(f"{p}/sessions", wish), paths))

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert len(office.said(SessionScheduledV1)) == 1


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        ("2026-11-20T01:00:00Z", "starts_in_the_past"),
        ("2026-11-24T01:00:00Z", "too_soon"),
        ("2026-11-28T01:00:00Z", "outside_hours"),  # a Saturday
        ("2026-11-25T04:30:00Z", "outside_hours"),  # half past twelve
        ("2026-11-25T03:30:00Z", "outside_hours"),  # would end after twelve
        ("2028-01-03T01:00:00Z", "too_far"),
        ("9999-12-31T23:59:59Z", "too_far"),
        ("0001-01-01T00:00:00+08:00", "starts_in_the_past"),
        ("2026-11-25T09:00:00", "invalid_instant"),
        ("tomorrow", "invalid_instant"),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field(
    office: Office, starts_at: str, code: str
) -> None:
    path = office.with_mediator()

    refusal = office.officer.post(f"{path}/sessions", a_wish(office, path, starts_at))

    assert refusal.status_code == 422
    [error] = refusal.get_json()["errors"]
    assert (error["pointer"], error["code"]) == ("/starts_at", code)
    assert error["detail"] != code


def test_an_unknown_room_is_not_found(office: Office) -> None:
    path = office.with_mediator()

    answer = office.officer.post(f"{path}/sessions", a_wish(office, path, room_id="nowhere"))

    assert answer.status_code == 404


def outcome_of(office: Office, path: str) -> str:
    session = office.officer.get(path).get_json()["sessions"][-1]["session_id"]
    return f"/api/v1/sessions/{session}/outcome"


def test_an_adjourned_case_gets_another_session(office: Office) -> None:
    path = office.with_session()
    mediator = office.staff("chenjing", "mediator")

    held = mediator.post(
        outcome_of(office, path),
        {"outcome": "adjourned", "minutes_text": "双方需要时间", "held_earlier": True},
    )
    again = office.officer.post(f"{path}/sessions", a_wish(office, path))

    assert held.get_json()["status"] == "scheduling"
    assert again.status_code == 201
    assert [each["is_live"] for each in again.get_json()["sessions"]] == [False, True]


def test_the_session_to_come_is_shown_last_even_when_it_is_earlier(office: Office) -> None:
    path = office.with_mediator()
    office.officer.post(f"{path}/sessions", a_wish(office, path, "2026-11-30T01:00:00Z"))
    office.staff("chenjing", "mediator").post(
        outcome_of(office, path),
        {"outcome": "adjourned", "minutes_text": "双方请求提前", "held_earlier": True},
    )

    shown = office.officer.post(f"{path}/sessions", a_wish(office, path)).get_json()["sessions"]

    assert [(each["starts_at"], each["is_live"]) for each in shown] == [
        ("2026-11-30T01:00:00Z", False),
        (WEDNESDAY_9, True),
    ]


def test_no_agreement_ends_the_case(office: Office) -> None:
    path = office.with_session()

    held = office.staff("chenjing", "mediator").post(
        outcome_of(office, path),
        {"outcome": "not_agreed", "minutes_text": "分歧太大", "held_earlier": True},
    )

    assert (held.get_json()["status"], held.get_json()["ground"]) == ("ended", "T3")
    assert [each.outcome for each in office.said(SessionHeldV1)] == ["not_agreed"]


def test_an_outcome_before_the_session_needs_the_word_that_they_met_earlier(office: Office) -> None:
    path = office.with_session()
    mediator = office.staff("chenjing", "mediator")
    adjourned = {"outcome": "adjourned", "minutes_text": "双方需要时间"}

    early = mediator.post(outcome_of(office, path), adjourned)
    office.passes(days=5)
    late = mediator.post(outcome_of(office, path), adjourned)

    assert [(e["pointer"], e["code"]) for e in early.get_json()["errors"]] == [
        ("/held_earlier", "held_before_its_time")
    ]
    assert late.status_code == 200


def test_a_session_is_recorded_once(office: Office) -> None:
    path = office.with_session()
    outcome, mediator = outcome_of(office, path), office.staff("chenjing", "mediator")
    adjourned = {"outcome": "adjourned", "minutes_text": "双方需要时间", "held_earlier": True}

    mediator.post(outcome, adjourned)
    again = mediator.post(outcome, adjourned)

    assert (again.status_code, again.get_json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"agreement": None}, "/agreement"),
        ({"minutes_text": ""}, "/minutes_text"),
        ({"outcome": "perhaps"}, "/outcome"),
        ({"agreement": {"terms": ""}}, "/agreement/terms"),
        ({"agreement": {"terms": "停止侵权。", "amount_fen": -1}}, "/agreement/amount_fen"),
        ({"agreement": {"terms": "停止侵权。", "pay_by": "2026-11-20"}}, "/agreement/pay_by"),
        ({"mood": "good"}, "/mood"),
    ],
)
def test_an_outcome_with_a_flaw_is_refused_at_its_field(
    office: Office, changes: dict[str, Any], pointer: str
) -> None:
    path = office.with_session()

    refusal = office.staff("chenjing", "mediator").post(
        outcome_of(office, path), an_outcome(**changes)
    )

    assert refusal.status_code == 422
    assert [error["pointer"] for error in refusal.get_json()["errors"]] == [pointer]
    assert office.officer.get(path).get_json()["status"] == "scheduled"


def test_ending_a_case_gives_the_mediator_and_the_room_back(office: Office) -> None:
    path = office.with_session(RECEIPT)
    ended = office.officer.acts(path, "end", {"ground": "T1", "explanation": "双方自行和解"})
    assert ended.get_json()["status"] == "ended"

    other = office.with_mediator(OTHER)

    assert slots(office, other)[0]["starts_at"] == WEDNESDAY_9
    assert [each.ground for each in office.said(CaseEndedV1)] == ["T1"]


def test_a_case_ends_only_on_a_ground_of_the_law(office: Office) -> None:
    path = office.with_session()

    refusal = office.officer.acts(path, "end", {"ground": "T99", "explanation": ""})

    assert [each["code"] for each in refusal.get_json()["errors"]] == ["ground_unknown"]


def test_a_mediator_sees_the_own_sessions_and_nobody_elses(office: Office) -> None:
    office.with_session(RECEIPT, "chenjing")
    office.with_session(OTHER, "zhaolei")

    mine = office.staff("chenjing", "mediator").get("/api/v1/sessions").get_json()["items"]
    later = office.staff("chenjing", "mediator").get("/api/v1/sessions?from=2026-12-01T00:00:00Z")

    assert [each["receipt_no"] for each in mine] == [RECEIPT]
    assert later.get_json()["items"] == []


def test_the_dates_are_what_they_are_called() -> None:
    assert date(2026, 11, 25).strftime("%A") == "Wednesday"
