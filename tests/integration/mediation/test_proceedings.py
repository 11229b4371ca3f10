"""From a mediation that failed to another proceeding, step by step."""

import pytest

from contracts.mediation import MediationClockAlarmV1
from tests.support.mediation_office import Office

RECEIPT = "2026112100011"


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def test_the_choice_says_what_stands_in_the_way(office: Office) -> None:
    path = office.with_consents()

    offered = office.officer.get(f"{path}/proceedings", language="en").get_json()["offered"]

    assert {each["kind"]: each["hindrance"] for each in offered} == {
        "adjudication": "other_right",  # a trademark
        "arbitration": "mediation_runs",
        "delegated": "",
        "patent_mediation": "other_right",
        "opinion": "",
    }
    assert all(each["about"] for each in offered)


def test_a_failed_mediation_goes_to_arbitration_and_its_clock_speaks(office: Office) -> None:
    path = office.with_consents()
    office.officer.acts(path, "end", {"ground": "T3", "explanation": "分歧太大"})
    opening = {"kind": "arbitration", "question": "请求裁决赔偿 5 万元"}

    opened = office.officer.post(f"{path}/proceedings", opening)
    again = office.officer.post(f"{path}/proceedings", opening)
    office.passes(days=6)

    assert (opened.status_code, again.get_json()["code"]) == (201, "proceeding_runs_already")
    moments = [e.moment for e in office.said(MediationClockAlarmV1) if e.rule_id == "arb.accept"]
    assert "due" in moments
    one = f"/api/v1/proceedings/{opened.get_json()['proceeding_id']}"
    accepted = office.officer.acts(one, "steps", {"act": "accept"}).get_json()
    assert (accepted["state"], accepted["steps"][0]["by"]) == ("accepted", "zhangwei")


def test_a_step_that_lacks_something_is_refused_at_its_field(office: Office) -> None:
    path = office.with_consents()
    opened = office.officer.post(
        f"{path}/proceedings", {"kind": "opinion", "question": "是否近似"}
    ).get_json()
    one = f"/api/v1/proceedings/{opened['proceeding_id']}"

    bare = office.officer.acts(one, "steps", {"act": "assign"})
    early = office.officer.acts(one, "steps", {"act": "score", "note": "5"})

    assert [each["pointer"] for each in bare.get_json()["errors"]] == ["/note"]
    assert (early.status_code, early.get_json()["code"]) == (409, "wrong_state")


def test_a_mediator_sees_no_proceedings(office: Office) -> None:
    path = office.with_mediator()

    assert office.staff("chenjing", "mediator").get(f"{path}/proceedings").status_code == 404
    assert office.visitor.get("/api/v1/proceedings").status_code == 401
