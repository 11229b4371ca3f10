"""All waiting sessions are planned at once; nothing is booked before a person approves."""

import pytest

from chassis.job_runner import LEASE_SECONDS
from contracts.mediation import SessionScheduledV1
from services.mediation.application import plan_week
from tests.support.mediation_office import Office

PLANS = "/api/v1/session-plans"
NUMBERS = ("2026112100011", "2026112100022", "2026112100033")


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def a_plan(office: Office) -> str:
    """A plan that the worker has computed; returns its path."""
    asked = office.officer.post(PLANS, {"days": 10})
    assert asked.status_code == 202, asked.text
    office.works()
    return f"{PLANS}/{asked.get_json()['plan_id']}"


def test_a_plan_is_approved_once_and_only_then_booked(office: Office) -> None:
    for number in NUMBERS[:2]:
        office.with_mediator(number, respondent_email=f"{number}@x.example")

    path = a_plan(office)
    plan = office.officer.get(path)

    assert (plan.get_json()["status"], plan.get_json()["placed"]) == ("ready", 2)
    assert len({each["starts_at"] for each in plan.get_json()["planned"]}) == 2  # one mediator
    assert office.said(SessionScheduledV1) == []
    approved = office.officer.post(f"{path}/approval", etag=plan.headers["ETag"])
    assert (approved.get_json()["status"], approved.get_json()["refused"]) == ("approved", [])
    assert len(office.said(SessionScheduledV1)) == 2
    again = office.officer.post(f"{path}/approval", etag=approved.headers["ETag"])
    assert again.status_code == 409


def test_what_has_no_place_or_was_taken_meanwhile_is_named_with_the_reason(office: Office) -> None:
    away = office.with_mediator(NUMBERS[0], respondent_email="a@x.example")
    nobody = {"away": [{"from": "2026-11-21", "until": "2027-03-31"}]}
    office.citizen(NUMBERS[0], "respondent").post(f"{away}/availability", nobody)
    office.with_mediator(NUMBERS[1], respondent_email="b@x.example")
    path = a_plan(office)
    plan = office.officer.get(path)
    [planned], [left] = plan.get_json()["planned"], plan.get_json()["left_out"]
    other = office.with_mediator(NUMBERS[2], respondent_email="c@x.example")
    room = office.within(lambda uow: uow.rooms.by_name()[0].id)
    wish = {"room_id": room, "starts_at": planned["starts_at"], "minutes": 60}
    assert office.officer.post(f"{other}/sessions", wish).status_code == 201

    approved = office.officer.post(f"{path}/approval", etag=plan.headers["ETag"]).get_json()

    assert left["reasons"] == [{"code": "party_away", "who": "respondent"}]
    assert office.officer.get(away).get_json()["waiting_since"] == "2026-11-21T02:00:00Z"
    assert approved["refused"] == [planned["case_id"]]
    assert len(office.said(SessionScheduledV1)) == 1


def test_a_solver_that_finds_nothing_in_time_leaves_a_plan_that_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.with_mediator(NUMBERS[0])
    is_within_the_lease = plan_week.SECONDS_TO_SOLVE < plan_week.SECONDS_AT_MOST < LEASE_SECONDS
    monkeypatch.setattr(plan_week, "SECONDS_AT_MOST", 0.001)

    path = a_plan(office)

    plan = office.officer.get(path)
    assert (plan.get_json()["status"], plan.get_json()["failure"]) == ("failed", "too_slow")
    assert office.officer.post(f"{path}/approval", etag=plan.headers["ETag"]).status_code == 409
    assert is_within_the_lease
