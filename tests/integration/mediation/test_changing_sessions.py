"""Sessions are held, moved, called off, missed; parties say when they cannot come."""

from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.mediation import SessionCancelledV1, SessionHeldV1, SessionScheduledV1
from tests.support.mediation_office import Office

RECEIPT, OTHER = "2026112100011", "2026112100022"
WEDNESDAY_9, THURSDAY_9 = "2026-11-25T01:00:00Z", "2026-11-26T01:00:00Z"
HOURS = [{"weekday": day, "from": "09:00", "until": "12:00"} for day in range(5)]


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def found(office: Office, path: str, query: str = "") -> dict[str, Any]:
    body: dict[str, Any] = office.officer.get(f"{path}/free-slots{query}").get_json()
    return body


def a_wish(office: Office, starts_at: str) -> dict[str, Any]:
    room = office.within(lambda uow: uow.rooms.by_name()[0].id)
    return {"room_id": room, "starts_at": starts_at, "minutes": 60}


def test_a_moved_session_counts_up_and_frees_its_place(office: Office) -> None:
    path = office.with_session()

    moved = office.officer.acts(path, "session/move", a_wish(office, THURSDAY_9))

    assert moved.status_code == 200, moved.text
    first, second = office.said(SessionScheduledV1)
    assert (first.session_id, first.sequence) == (second.session_id, 0)
    assert (second.sequence, second.starts_at) == (1, datetime(2026, 11, 26, 1, tzinfo=UTC))
    other = office.with_mediator(OTHER)
    assert found(office, other)["items"][0]["starts_at"] == WEDNESDAY_9


def test_a_session_is_not_moved_onto_another(office: Office) -> None:
    office.with_session(RECEIPT)
    path = office.with_mediator(OTHER)
    office.officer.post(f"{path}/sessions", a_wish(office, THURSDAY_9))

    refusal = office.officer.acts(path, "session/move", a_wish(office, WEDNESDAY_9))

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "slot_taken")
    [session] = office.officer.get(path).get_json()["sessions"]
    assert (session["starts_at"], session["is_live"]) == (THURSDAY_9, True)


def test_a_session_that_is_called_off_makes_room_and_is_told(office: Office) -> None:
    path = office.with_session()

    office.officer.acts(path, "session/cancellation", {"reason": "party"})

    assert office.officer.get(path).get_json()["status"] == "scheduling"
    assert [each.reason for each in office.said(SessionCancelledV1)] == ["party"]
    assert found(office, path)["items"][0]["starts_at"] == WEDNESDAY_9


def test_somebody_who_does_not_appear_is_on_record(office: Office) -> None:
    path, mediator = office.with_session(), office.staff("chenjing", "mediator")
    absence = {"absent": ["respondent"], "note": "电话无人接听"}

    early = mediator.acts(path, "session/absence", absence)
    office.passes(days=5)
    late = mediator.acts(path, "session/absence", absence)

    assert early.get_json()["errors"][0]["code"] == "session_not_begun"
    assert (late.get_json()["status"], late.get_json()["held"][0]["absent"]) == (
        "scheduling",
        ["respondent"],
    )
    assert [each.outcome for each in office.said(SessionHeldV1)] == ["no_show"]


def test_a_hold_blocks_everybody_else_and_ends_by_itself(office: Office) -> None:
    path, other = office.with_mediator(RECEIPT), office.with_mediator(OTHER)
    held = office.officer.post(f"{path}/hold", a_wish(office, WEDNESDAY_9) | {"hours": 2})

    refusal = office.officer.post(f"{other}/sessions", a_wish(office, WEDNESDAY_9))
    office.passes(hours=3)
    booked = office.officer.post(f"{other}/sessions", a_wish(office, WEDNESDAY_9))

    assert (held.status_code, held.get_json()["status"]) == (201, "scheduling")
    assert refusal.status_code == 409
    assert booked.status_code == 201
    assert office.officer.post(f"{path}/hold/confirmation").status_code == 404


def test_a_hold_that_is_confirmed_is_the_session(office: Office) -> None:
    path = office.with_mediator()
    office.officer.post(f"{path}/hold", a_wish(office, WEDNESDAY_9))

    confirmed = office.officer.post(f"{path}/hold/confirmation")
    office.passes(hours=30)

    assert confirmed.get_json()["status"] == "scheduled"
    [session] = office.officer.get(path).get_json()["sessions"]
    assert (session["is_live"], session["held_until"]) == (True, None)


def test_days_on_which_a_party_cannot_come_are_offered_to_nobody(office: Office) -> None:
    path = office.with_mediator()
    said = {
        "away": [{"from": "2026-11-25", "until": "2026-11-26"}],
        "wishes": ["2026-11-30T02:00:00Z"],
    }
    respondent = office.citizen(RECEIPT, "respondent")
    assert respondent.post(f"{path}/availability", said).status_code == 200

    [first, second, *_] = found(office, path)["items"]
    refusal = office.officer.post(f"{path}/sessions", a_wish(office, WEDNESDAY_9))

    assert (first["starts_at"], first["reasons"][0]) == (
        "2026-11-30T02:00:00Z",
        "wished_by_respondent",
    )
    assert second["starts_at"] == "2026-11-27T01:00:00Z"
    assert refusal.get_json()["errors"][0]["code"] == "party_away"


def test_a_session_after_the_last_day_of_the_law_is_refused(office: Office) -> None:
    path = office.with_mediator()  # the period ends on 19 January 2027

    refusal = office.officer.post(f"{path}/sessions", a_wish(office, "2027-01-20T01:00:00Z"))

    assert refusal.get_json()["errors"][0]["code"] == "after_deadline"


def test_no_slot_is_explained(office: Office) -> None:
    path = office.with_mediator()
    away = {"away": [{"from": "2026-11-21", "until": "2027-03-31"}]}
    office.citizen(RECEIPT, "complainant").post(f"{path}/availability", away)

    answer = found(office, path)

    assert answer == {
        "items": [],
        "blocked_by": [{"code": "party_away", "who": "complainant"}],
        "latest_on": None,
    }


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"away": [{"from": "2026-12-02", "until": "2026-12-01"}]}, "/away/0/until"),
        ({"away": [{"from": "2026-11-01", "until": "2026-11-02"}]}, "/away/0/until"),
        ({"wishes": ["2026-11-20T01:00:00Z"]}, "/wishes/0"),
    ],
)
def test_odd_days_are_refused_at_their_field(
    office: Office, said: dict[str, Any], pointer: str
) -> None:
    path = office.with_mediator()

    refusal = office.citizen(RECEIPT, "respondent").post(f"{path}/availability", said)

    assert [each["pointer"] for each in refusal.get_json()["errors"]] == [pointer]


def test_a_mediator_gives_week_and_exceptions_and_slots_follow(office: Office) -> None:
    path, mediator = office.with_mediator(), office.staff("chenjing", "mediator")
    week = {
        "hours": [{"weekday": 3, "from": "14:00", "until": "16:00"}],
        "absences": [
            {"starts_at": "2026-11-26T00:00:00Z", "ends_at": "2026-11-26T08:00:00Z"},
            {"starts_at": "2026-11-26T07:00:00Z", "ends_at": "2026-11-26T09:00:00Z"},
        ],
        "buffer_minutes": 15,
    }
    own = "/api/v1/availability"

    saved = mediator.post(own, week, etag=mediator.get(own).headers["ETag"])

    assert len(saved.get_json()["absences"]) == 1  # they ran into one another and were joined
    assert found(office, path)["items"][0]["starts_at"] == "2026-12-03T06:00:00Z"


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ([{"weekday": 0, "from": "12:00", "until": "09:00"}], "ends_before_it_begins"),
        ([HOURS[0], {"weekday": 0, "from": "11:00", "until": "13:00"}], "hours_overlap"),
    ],
)
def test_hours_that_cannot_be_are_refused(
    office: Office, hours: list[dict[str, Any]], code: str
) -> None:
    mediator, own = office.staff("chenjing", "mediator"), "/api/v1/availability"

    refusal = mediator.post(own, {"hours": hours}, etag=mediator.get(own).headers["ETag"])

    assert refusal.get_json()["errors"][0]["code"] == code


def test_a_calendar_blocks_its_times_and_tells_no_titles(office: Office) -> None:
    path, mediator = office.with_mediator(), office.staff("chenjing", "mediator")
    calendar = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "SUMMARY:看牙医",
            "DTSTART:20261125T010000Z",
            "DTEND:20261125T030000Z",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "STATUS:CANCELLED",
            "DTSTART;VALUE=DATE:20261126",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )

    taken = mediator.post("/api/v1/availability/calendar", {"calendar": calendar})

    assert "看牙医" not in taken.text
    assert found(office, path)["items"][0]["starts_at"] == "2026-11-25T03:00:00Z"


def test_the_feed_has_a_secret_address_that_can_be_changed(office: Office) -> None:
    office.with_session()
    mediator = office.staff("chenjing", "mediator")
    url = mediator.get("/api/v1/availability").get_json()["feed_url"]
    address = "/api/v1" + url.partition("/api/v1")[2]

    calendar = office.visitor.get(address)
    mediator.post("/api/v1/availability/feed")

    assert "DTSTART" in calendar.text
    assert "红星" not in calendar.text
    assert office.visitor.get(address).status_code == 404


def test_a_mediator_sees_that_a_room_is_taken_and_not_by_whom(office: Office) -> None:
    office.with_session()

    seen = office.officer.get("/api/v1/rooms?on=2026-11-25").get_json()["items"][0]["sessions"]
    hidden = office.staff("zhaolei", "mediator").get("/api/v1/rooms?on=2026-11-25")

    assert [each["receipt_no"] for each in seen] == [RECEIPT]
    assert RECEIPT not in hidden.text


def test_a_challenge_suspends_and_a_supervisor_decides(office: Office) -> None:
    path = office.with_session()
    respondent = office.citizen(RECEIPT, "respondent")
    why = {"ground": "interest", "reason": "调解员曾在投诉人处任职"}

    assert respondent.post(f"{path}/challenge", why | {"ground": "X"}).status_code == 422
    assert respondent.post(f"{path}/challenge", why).get_json()["is_suspended"] is True
    moved = office.officer.acts(path, "session/move", a_wish(office, THURSDAY_9))
    by_officer = office.officer.acts(
        path, "challenge/decision", {"upheld": True, "decision": "属实"}
    )
    supervisor = office.staff("wangqiang", "supervisor")
    decided = supervisor.acts(path, "challenge/decision", {"upheld": True, "decision": "属实"})

    assert (moved.status_code, by_officer.status_code) == (409, 404)
    assert (decided.get_json()["status"], decided.get_json()["mediator"]) == (
        "awaiting_mediator",
        None,
    )
    assert [each.reason for each in office.said(SessionCancelledV1)] == ["mediator"]


def test_a_rejected_challenge_lets_mediation_go_on(office: Office) -> None:
    path = office.with_session()
    office.citizen(RECEIPT, "complainant").post(
        f"{path}/challenge", {"ground": "near_kin", "reason": "疑为对方亲属"}
    )

    office.staff("wangqiang", "supervisor").acts(
        path, "challenge/decision", {"upheld": False, "decision": "经查无亲属关系"}
    )

    moved = office.officer.acts(path, "session/move", a_wish(office, THURSDAY_9))
    assert moved.status_code == 200


def test_a_time_that_is_wanted_is_judged_and_the_nearest_are_offered(office: Office) -> None:
    office.with_session(RECEIPT)
    path = office.with_mediator(OTHER, respondent_email="other@x.example")

    taken = office.officer.get(f"{path}/slot-check?at=2026-11-25T09:00:00%2B08:00").get_json()
    free = office.officer.get(f"{path}/slot-check?at={THURSDAY_9}").get_json()

    assert [(each["code"], each["who"]) for each in taken["objections"]] == [
        ("member_busy", "陈静"),
        ("party_busy", "complainant"),
    ]
    assert len(taken["items"]) == 5
    assert taken["items"][0]["starts_at"] == "2026-11-25T02:00:00Z"
    assert all(each["objections"] for each in taken["passed_over"])
    assert (free["objections"], THURSDAY_9 in [each["starts_at"] for each in free["items"]]) == (
        [],
        True,
    )
    assert found(office, path)["latest_on"] == "2027-01-19"


def test_who_lives_abroad_says_where_and_sees_the_time_there(office: Office) -> None:
    path = office.with_session()
    respondent = office.citizen(RECEIPT, "respondent")

    odd = respondent.post(f"{path}/availability", {"zone": "Mars/Olympus"})
    said = respondent.post(f"{path}/availability", {"zone": "America/New_York"})
    told = office.neighbour("notification").get(
        f"/internal/recipients?audience=respondent&receipt_no={RECEIPT}"
    )
    kept = respondent.post(f"{path}/availability", {"wishes": [THURSDAY_9]})
    home = respondent.post(f"{path}/availability", {"zone": "Asia/Shanghai"})

    assert [each["code"] for each in odd.get_json()["errors"]] == ["zone_unknown"]
    assert (
        said.get_json()["zones"] == kept.get_json()["zones"] == {"respondent": "America/New_York"}
    )
    assert told.get_json()["items"][0]["facts"]["zone"] == "America/New_York"
    assert home.get_json()["zones"] == {}
