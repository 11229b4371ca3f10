"""Members of the pool after admission: term, licences, ties, ratings that no party sees."""

from typing import Any

import pytest

from tests.support.mediation_office import Caller, Office

RECEIPT = "2026112100011"
OWN, WATCH = "/api/v1/availability", "/api/v1/session-watch"


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


@pytest.fixture
def supervisor(office: Office) -> Caller:
    return office.staff("wangqiang", "supervisor")


def member(office: Office, account: str = "chenjing") -> str:
    return f"/api/v1/experts/{office.expert_id(account)}"


def test_a_term_is_renewed_for_three_years_at_most(office: Office, supervisor: Caller) -> None:
    path = member(office)

    over = supervisor.acts(path, "term", {"term_until": "2026-11-20"})
    long = supervisor.acts(path, "term", {"term_until": "2029-11-22"})
    renewed = supervisor.acts(path, "term", {"term_until": "2029-11-21"})

    assert [each.get_json()["errors"][0]["code"] for each in (over, long)] == [
        "day_is_over",
        "term_too_long",
    ]
    assert renewed.get_json()["term_until"] == "2029-11-21"
    assert office.officer.acts(path, "term", {"term_until": "2027-11-21"}).status_code == 404


def test_what_ends_within_sixty_days_is_told_and_a_new_licence_takes_the_place(
    office: Office, supervisor: Caller
) -> None:
    path = member(office)
    supervisor.acts(path, "term", {"term_until": "2027-01-20"})  # the sixtieth day
    licence = {"name": "律师执业证", "number": "A1", "valid_until": "2026-12-31"}

    told = supervisor.acts(path, "qualifications", licence).get_json()["endings"]
    renewed = supervisor.acts(path, "qualifications", licence | {"valid_until": "2028-12-31"})

    assert [(each["kind"], each["on"]) for each in told] == [
        ("qualification", "2026-12-31"),
        ("term", "2027-01-20"),
    ]
    assert [each["kind"] for each in renewed.get_json()["endings"]] == ["term"]
    assert len(renewed.get_json()["profile"]["qualifications"]) == 1


def test_a_tie_that_is_declared_later_is_met_with_running_cases_at_once(office: Office) -> None:
    office.with_session(RECEIPT)
    mediator = office.staff("chenjing", "mediator")
    before = office.officer.get(WATCH).get_json()["stuck"]

    declared = mediator.acts(
        OWN, "interests", {"interests": [{"name": "鹰城五金", "ground": "served_party"}]}
    )

    assert declared.get_json()["interests"] == [{"name": "鹰城五金", "ground": "served_party"}]
    [stuck] = office.officer.get(WATCH).get_json()["stuck"]
    assert (before, stuck["promises"][0]) == ([], {"code": "conflict", "who": "mediator"})


def test_an_officer_rates_a_case_that_is_over_and_no_party_sees_it(
    office: Office, supervisor: Caller
) -> None:
    path = office.with_session(RECEIPT)
    given: dict[str, Any] = {"score": 4, "note": "准备充分"}
    early = office.officer.post(f"{path}/rating", given)
    office.officer.acts(path, "end", {"ground": "T3", "explanation": "分歧太大"})

    first = office.officer.post(f"{path}/rating", given)
    again = office.officer.post(f"{path}/rating", given | {"score": 5})
    by_party = office.citizen(RECEIPT, "complainant").post(f"{path}/rating", given)

    assert (early.status_code, first.status_code, by_party.status_code) == (409, 200, 404)
    assert (again.get_json()["rated"], again.get_json()["mean_score"]) == (1, 5.0)
    for side in ("complainant", "respondent"):
        assert "准备充分" not in office.citizen(RECEIPT, side).get(path).text
    assert "准备充分" not in office.staff("chenjing", "mediator").get(path).text
    assert "准备充分" not in office.visitor.get("/api/v1/expert-pool").text
    assert "准备充分" in supervisor.get(member(office)).text
