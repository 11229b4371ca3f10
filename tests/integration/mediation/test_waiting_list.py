"""A case without a slot waits; what is freed is kept for whose turn it is; stuck sessions are found."""

from typing import Any

import pytest

from tests.support.mediation_office import Office

FIRST, SECOND = "2026112100011", "2026112100022"
WEDNESDAY_9, LAST_DAY = "2026-11-25T01:00:00Z", "2027-01-19"
WATCH = "/api/v1/session-watch"


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def works_only(office: Office, *hours: dict[str, Any]) -> None:
    """The mediator keeps these hours and no others."""
    mediator, own = office.staff("chenjing", "mediator"), "/api/v1/availability"
    saved = mediator.post(own, {"hours": list(hours)}, etag=mediator.get(own).headers["ETag"])
    assert saved.status_code == 200, saved.text


def watched(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = office.officer.get(WATCH).get_json()
    return found


def with_full_calendar(office: Office) -> tuple[str, str]:
    """One case has the only hour there is until the last day of the law, the other finds none."""
    path = office.with_session(FIRST)
    other = office.with_mediator(SECOND, respondent_email="second@x.example")
    works_only(office)
    return path, other


def test_a_case_waits_and_the_slot_that_is_freed_is_kept_for_a_day_and_confirmed(
    office: Office,
) -> None:
    path, other = with_full_calendar(office)
    waits = office.officer.post(f"{other}/waiting")
    office.works()
    before = watched(office)["waiting"]

    works_only(office, {"weekday": 2, "from": "09:00", "until": "10:00"})
    office.officer.acts(path, "session/cancellation", {"reason": "party"})
    office.works()

    assert waits.get_json()["waiting_since"] == "2026-11-21T02:00:00Z"
    assert (before[0]["kept"], before[0]["blocked_by"][0]["code"]) == (None, "outside_hours")
    [item] = watched(office)["waiting"]
    assert (item["receipt_no"], item["kept"]["starts_at"]) == (SECOND, WEDNESDAY_9)
    assert item["kept"]["held_until"] == "2026-11-22T02:00:00Z"
    confirmed = office.officer.post(f"{other}/hold/confirmation").get_json()
    assert (confirmed["status"], confirmed["waiting_since"]) == ("scheduled", None)
    assert watched(office)["waiting"] == []


def test_who_lets_two_offers_lapse_leaves_the_list_and_the_other_has_the_slot(
    office: Office,
) -> None:
    slow = office.with_mediator(FIRST, respondent_email="first@x.example")
    works_only(office)
    office.officer.post(f"{slow}/waiting")
    works_only(office, {"weekday": 2, "from": "09:00", "until": "10:00"})
    office.works()

    office.passes(hours=25)
    once = watched(office)["waiting"]
    office.passes(hours=25)

    assert [(each["lapsed"], bool(each["kept"])) for each in once] == [(1, True)]
    assert watched(office)["waiting"] == []


def test_nobody_waits_while_there_are_slots(office: Office) -> None:
    path = office.with_mediator()

    refusal = office.officer.post(f"{path}/waiting")

    assert (refusal.status_code, refusal.get_json()["code"]) == (409, "slots_are_free")
    assert watched(office)["waiting"] == []


def test_what_was_promised_around_a_session_and_does_not_hold_is_found(office: Office) -> None:
    path = office.with_session(FIRST)
    respondent = office.citizen(FIRST, "respondent")
    fine = watched(office)["stuck"]

    works_only(office)
    day = {"from": "2026-11-25", "until": "2026-11-25"}
    respondent.post(f"{path}/availability", {"away": [day]})
    office.passes(days=2)

    [stuck] = watched(office)["stuck"]
    assert fine == []
    assert (stuck["receipt_no"], stuck["starts_at"]) == (FIRST, WEDNESDAY_9)
    assert {(each["code"], each["who"]) for each in stuck["promises"]} == {
        ("unanswered", "complainant"),
        ("unanswered", "respondent"),
        ("unanswered", "mediator"),
        ("mediator_away", "mediator"),
        ("party_away", "respondent"),
    }


def test_a_session_without_an_outcome_and_a_silent_mediator_are_found(office: Office) -> None:
    office.with_session(FIRST)
    asked = office.with_consents(SECOND, respondent_email="second@x.example")
    office.officer.acts(asked, "proposal", {"expert_id": office.expert_id("zhaolei")})

    office.passes(days=7)

    found = {
        each["receipt_no"]: [promise["code"] for promise in each["promises"]]
        for each in watched(office)["stuck"]
    }
    assert found == {FIRST: ["no_outcome"], SECOND: ["mediator_silent"]}


def test_only_officers_see_what_to_look_at(office: Office) -> None:
    assert office.staff("chenjing", "mediator").get(WATCH).status_code == 404
    assert office.citizen(FIRST, "complainant").get(WATCH).status_code == 404
