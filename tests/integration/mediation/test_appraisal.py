"""Both sides have something appraised: noted with body and letter, told to intake, ended with its result."""

from datetime import date
from typing import Any

import pytest

from contracts.intake import SubmissionTermSetV1
from contracts.mediation import TermMovedV1
from tests.support.mediation_office import SATURDAY, Office

RECEIPT = "2026112100011"
COMMISSION = {
    "subject": "扳手上的标志与注册商标是否相同",
    "body": "河南某某司法鉴定中心",
    "document": "平知委鉴〔2026〕3号，2026年11月21日",
    "agreed_by_both": True,
}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    return sqlite_office


def commissioned(office: Office, path: str, **changes: Any) -> Any:
    return office.officer.acts(path, "appraisals", COMMISSION | changes)


def test_an_appraisal_is_noted_with_body_and_letter_and_both_sides_read_it(office: Office) -> None:
    path = office.with_mediator()

    begun = commissioned(office, path)
    office.staff("chenjing", "mediator").acts(
        path, "appraisal-conclusions", {"conclusion": "标志相同。"}
    )

    assert begun.status_code == 201
    [seen] = office.citizen(RECEIPT, "respondent").get(path).get_json()["appraisals"]
    assert (seen["body"], seen["conclusion"]) == ("河南某某司法鉴定中心", "标志相同。")
    assert [each.act for each in office.said(TermMovedV1)] == ["appraisal_began", "appraisal_ended"]


def test_only_both_sides_together_and_one_at_a_time_by_art_22_of_order_121(office: Office) -> None:
    path = office.with_mediator()

    alone = commissioned(office, path, agreed_by_both=False)
    commissioned(office, path)
    again = commissioned(office, path)
    by_a_side = office.citizen(RECEIPT, "complainant").post(f"{path}/appraisals", COMMISSION)

    assert [each["pointer"] for each in alone.get_json()["errors"]] == ["/agreed_by_both"]
    assert (again.status_code, again.get_json()["code"]) == (409, "appraisal_runs")
    assert by_a_side.status_code == 404


def test_who_was_only_asked_to_mediate_reads_nothing_of_it(office: Office) -> None:
    path = office.with_consents()
    commissioned(office, path)
    expert = office.expert_id("chenjing")
    office.officer.acts(path, "proposal", {"expert_id": expert})
    asked = office.staff("chenjing", "mediator")

    assert asked.get(path).get_json()["appraisals"] == []
    ended = asked.acts(path, "appraisal-conclusions", {"conclusion": "已完成"})
    assert ended.status_code == 404


def test_the_new_last_day_that_intake_counts_holds_for_sessions(office: Office) -> None:
    office.with_mediator()
    told = SubmissionTermSetV1(
        receipt_no=RECEIPT, mediation_due_on=date(2027, 2, 1), set_at=SATURDAY
    )

    office.hears(told, times=2)

    assert office.case_of(RECEIPT).mediation_due_on == date(2027, 2, 1)
