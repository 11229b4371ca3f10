"""Who comes to a session: answered by a link or a calendar, seen by the mediator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from contracts.mediation import AttendanceAnsweredV1
from tests.support.mediation_office import Office, an_outcome

RECEIPT = "2026112100011"


def _token(office: Office, who: str) -> str:
    asked = office.neighbour("notification").get(
        f"/internal/recipients?audience={who}&receipt_no={RECEIPT}"
    )
    [person] = asked.get_json()["items"]
    return str(person["facts"]["attendance"])


def _link(token: str) -> str:
    return f"/api/v1/attendance/{token}"


def _answers(office: Office, token: str, answer: str) -> Any:
    return office.visitor.post(_link(token), {"answer": answer})


def test_looking_at_the_link_changes_nothing_and_names_nobody(office: Office) -> None:
    path = office.with_session(RECEIPT)
    token = _token(office, "respondent")

    shown = [office.visitor.get(_link(token)).get_json() for _ in range(2)]

    assert shown[0] == shown[1]
    assert (shown[0]["who"], shown[0]["answer"], shown[0]["is_open"]) == ("respondent", None, True)
    assert "鹰城" not in str(shown) and "红星" not in str(shown)
    assert office.officer.get(path).get_json()["attendance"] == {}


def test_the_mediator_sees_who_comes(office: Office) -> None:
    path = office.with_session(RECEIPT)

    _answers(office, _token(office, "complainant"), "accepted")
    _answers(office, _token(office, "respondent"), "accepted")
    _answers(office, _token(office, "respondent"), "declined")

    seen = office.staff("chenjing", "mediator").get(path).get_json()
    assert seen["attendance"] == {"complainant": "accepted", "respondent": "declined"}
    said = office.said(AttendanceAnsweredV1)
    assert [(each.who, each.answer) for each in said] == [
        ("complainant", "accepted"),
        ("respondent", "accepted"),
        ("respondent", "declined"),
    ]


def test_the_same_answer_twice_is_said_once(office: Office) -> None:
    office.with_session(RECEIPT)
    token = _token(office, "respondent")

    first, second = _answers(office, token, "accepted"), _answers(office, token, "accepted")

    assert first.status_code == second.status_code == 200
    assert len(office.said(AttendanceAnsweredV1)) == 1


def test_a_calendar_that_answers_the_old_time_says_nothing_about_the_new_one(
    office: Office,
) -> None:
    path = office.with_session(RECEIPT)
    token = _token(office, "respondent")
    slot = office.officer.get(f"{path}/free-slots").get_json()["items"][0]
    wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
    moved = office.officer.acts(path, "session/move", wish)
    assert moved.status_code == 200, moved.text

    late = office.visitor.post(_link(token), {"answer": "accepted", "sequence": 0})
    fresh = office.visitor.post(_link(token), {"answer": "declined", "sequence": 1})

    assert (late.status_code, fresh.status_code) == (409, 200)
    assert office.officer.get(path).get_json()["attendance"] == {"respondent": "declined"}


def test_two_answers_at_the_same_moment_are_both_kept(office: Office) -> None:
    path = office.with_session(RECEIPT)
    tokens = [_token(office, who) for who in ("complainant", "respondent", "mediator")]

    with ThreadPoolExecutor(3) as together:
        done = list(together.map(lambda token: _answers(office, token, "accepted"), tokens))

    assert [each.status_code for each in done] == [200, 200, 200]
    assert len(office.officer.get(path).get_json()["attendance"]) == 3


def test_a_wrong_link_is_no_session(office: Office) -> None:
    office.with_session(RECEIPT)
    token = _token(office, "respondent")
    session, _, proof = token.partition(".")

    for wrong in (session, f"{session}.", f"{session}.{proof[:-2]}AA", f"x.{proof}", "x"):
        assert office.visitor.get(_link(wrong)).status_code == 404
        assert _answers(office, wrong, "declined").status_code == 404


def test_an_answer_that_is_none_is_refused(office: Office) -> None:
    office.with_session(RECEIPT)

    assert _answers(office, _token(office, "respondent"), "perhaps").status_code == 422


def test_a_session_that_was_adjourned_takes_no_answer_and_the_next_one_asks_anew(
    office: Office,
) -> None:
    path = office.with_session(RECEIPT)
    token = _token(office, "respondent")
    _answers(office, token, "declined")
    session = office.officer.get(path).get_json()["sessions"][-1]["session_id"]
    adjourned = an_outcome(outcome="adjourned", agreement=None)
    office.staff("chenjing", "mediator").post(f"/api/v1/sessions/{session}/outcome", adjourned)

    late = _answers(office, token, "accepted")

    assert late.status_code == 409
    assert office.visitor.get(_link(token)).get_json()["is_open"] is False


def test_a_session_that_has_begun_takes_no_answer_and_later_its_link_is_dead(
    office: Office,
) -> None:
    office.with_session(RECEIPT)  # Wednesday 25 November, nine to ten
    token = _token(office, "respondent")

    office.clock.advance(timedelta(days=4, minutes=-30))
    begun = _answers(office, token, "declined")
    office.clock.advance(timedelta(hours=3))

    assert begun.status_code == 409
    assert office.visitor.get(_link(token)).status_code == 404
    assert _answers(office, token, "declined").status_code == 404


def test_who_is_there_waits_until_the_mediator_begins(office: Office) -> None:
    path, mediator = office.with_session(RECEIPT), office.staff("chenjing", "mediator")
    arrival = f"{_link(_token(office, 'respondent'))}/arrival"
    begin = f"{path}/session/beginning"

    early, shut = office.visitor.post(arrival), mediator.post(begin)
    office.clock.advance(timedelta(days=3, hours=22, minutes=40))  # 8:40 on the day
    waits = office.visitor.post(arrival).get_json()
    seen = mediator.get(path).get_json()["arrived"]
    by_officer = office.officer.post(begin)
    begun = mediator.post(begin).get_json()

    assert (early.get_json()["code"], shut.get_json()["code"]) == ("too_early", "too_early")
    assert (waits["arrived_at"], waits["begun_at"]) == ("2026-11-25T00:40:00Z", None)
    assert (seen, by_officer.status_code) == ({"respondent": "2026-11-25T00:40:00Z"}, 404)
    assert begun["begun_at"] == "2026-11-25T00:40:00Z"
    outcome = f"/api/v1/sessions/{begun['sessions'][-1]['session_id']}/outcome"
    adjourned = an_outcome(outcome="adjourned", agreement=None, held_earlier=False)
    assert mediator.post(outcome, adjourned).get_json()["arrived"] == {}


@pytest.mark.parametrize("who", ["complainant", "respondent"])
def test_a_case_without_a_session_has_no_link(office: Office, who: str) -> None:
    office.with_mediator(RECEIPT)

    [person] = (
        office.neighbour("notification")
        .get(f"/internal/recipients?audience={who}&receipt_no={RECEIPT}")
        .get_json()["items"]
    )

    assert "attendance" not in person["facts"]


def test_several_matters_are_asked_about_at_once(office: Office) -> None:
    office.with_session(RECEIPT)
    office.with_consents("2026112100022")

    asked = office.neighbour("notification").get(
        f"/internal/recipients?audience=respondent&receipt_no={RECEIPT},2026112100022,9999999999999"
    )

    found = asked.get_json()
    assert {each["receipt_no"] for each in found["items"]} == {RECEIPT, "2026112100022"}
    assert found["unknown"] == ["9999999999999"]
