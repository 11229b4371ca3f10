"""What the parties do themselves in an adjudication without a mediation: asking, answering, reading."""

import re
from typing import Any

import pytest

from tests.support.mediation_office import Caller, Office

RECEIPT = "2026112100011"
REQUESTS = f"/api/v1/matters/{RECEIPT}/adjudication-requests"
REQUEST = {
    "standing": "patentee",
    "patent_no": "ZL202310000001.2",
    "claims": "责令停止制造、销售；主张权利要求 1 至 3。",
    "reasons": "被请求人销售的扳手具备权利要求 1 的全部技术特征。",
    "evidence": "专利证书、购买发票、实物照片。",
    "has_sued": False,
    "agreed_otherwise": False,
}


@pytest.fixture
def office(sqlite_office: Office) -> Office:
    """Intake knows an accepted complaint about a patent; nobody mediated."""
    answers_for(sqlite_office, right_type="patent_invention")
    return sqlite_office


def answers_for(office: Office, **changes: str) -> None:
    known = {
        "kind": "complaint",
        "status": "accepted",
        "holder_name": "红星五金商行",
        "contact_name": "张三",
        "contact_phone": "0375-2022211",
        "contact_email": "zhang@red-star.example",
        "respondent_name": "鹰城五金工具有限公司",
        "respondent_address": "新华区建设路 1 号",
        "respondent_email": "boss@eagle.example",
        "language": "zh",
    }
    office.intake.answer("GET", f"/internal/matters/{RECEIPT}/parties", known | changes)


def requested(office: Office) -> str:
    """The path of the proceeding that the complainant asked for."""
    answer = office.citizen(RECEIPT, "complainant").post(REQUESTS, REQUEST)
    assert answer.status_code == 201, answer.text
    return f"/api/v1/proceedings/{answer.get_json()['proceeding_id']}"


def served(office: Office) -> str:
    path = requested(office)
    office.officer.acts(path, "steps", {"act": "file", "note": "张伟、刘洋、陈静"})
    office.officer.acts(path, "steps", {"act": "serve"})
    return path


def recipients(office: Office, audience: str) -> Any:
    query = f"audience={audience}&receipt_no={RECEIPT}"
    return office.neighbour("notification").get(f"/internal/recipients?{query}")


def side(office: Office, role: str) -> Caller:
    return office.citizen(RECEIPT, role)


def test_a_patent_holder_asks_for_an_adjudication_and_the_five_days_for_filing_run(
    office: Office,
) -> None:
    path = requested(office)

    seen = side(office, "complainant").get(path).get_json()

    assert (seen["state"], seen["next_clock"]["rule_id"]) == ("examining", "adj.file")
    assert "主张权利要求 1 至 3" in seen["question"]
    assert side(office, "respondent").get(path).status_code == 404
    again = side(office, "complainant").get(REQUESTS).get_json()
    assert again["hindrance"] == "runs_already"


@pytest.mark.parametrize("bar", ["has_sued", "agreed_otherwise"])
def test_a_suit_or_another_agreed_way_bars_it_at_its_field_by_art_12_of_the_adjudication_measures(
    office: Office, bar: str
) -> None:
    answer = side(office, "complainant").post(REQUESTS, REQUEST | {bar: True})

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.get_json()["errors"]] == [f"/{bar}"]


def test_other_rights_and_other_peoples_matters_are_not_adjudicated(office: Office) -> None:
    answers_for(office, right_type="trademark")

    refused = side(office, "complainant").post(REQUESTS, REQUEST)

    assert (refused.status_code, refused.get_json()["code"]) == (409, "proceeding_other_right")
    assert office.citizen("2026112100022", "complainant").get(REQUESTS).status_code == 404
    assert side(office, "respondent").post(REQUESTS, REQUEST).status_code == 404


def test_a_respondent_who_is_not_named_bars_it_by_art_12_of_the_adjudication_measures(
    office: Office,
) -> None:
    answers_for(office, right_type="patent_design", respondent_name="")

    refused = side(office, "complainant").post(REQUESTS, REQUEST)

    assert refused.get_json()["code"] == "proceeding_no_respondent"


def test_the_respondent_comes_in_by_the_link_of_the_notice_once_it_is_served(
    office: Office,
) -> None:
    path = requested(office)
    before = recipients(office, "respondent").get_json()["items"][0]["facts"]
    unserved = office.officer.get(f"{path}/link")
    office.officer.acts(path, "steps", {"act": "file", "note": "张伟、刘洋、陈静"})
    office.officer.acts(path, "steps", {"act": "serve"})

    link = recipients(office, "respondent").get_json()["items"][0]["facts"]["link"]
    token = re.sub(r".*/served/", "", link)
    opened = office.visitor.post("/api/v1/invitations/open", {"token": token})
    forged = office.visitor.post("/api/v1/invitations/open", {"token": token[:-1] + "x"})

    assert (before, unserved.get_json()["code"]) == ({}, "proceeding_not_served")
    assert opened.get_json() == {"receipt_no": RECEIPT, "case_id": ""}
    assert forged.status_code == 404
    assert recipients(office, "complainant").get_json()["items"][0]["facts"] == {}
    assert office.officer.get(f"{path}/link").get_json() == {"link": link}


def test_the_respondent_answers_and_the_complainant_reads_it_when_it_was_forwarded(
    office: Office,
) -> None:
    path = served(office)
    respondent, complainant = side(office, "respondent"), side(office, "complainant")
    shown = respondent.get(path).get_json()
    assert "权利要求 1" in shown["question"]
    assert [each["act"] for each in shown["possible_now"]] == ["object", "answer"]

    said = {"act": "answer", "text": "我公司采用现有技术。"}
    answered = respondent.post(f"{path}/statements", said)
    twice = respondent.post(f"{path}/statements", said)

    assert answered.get_json()["state"] == "answered"
    assert (twice.status_code, twice.get_json()["code"]) == (409, "proceeding_step_not_now")
    assert complainant.get(path).get_json()["steps"][-1]["words"] == ""
    office.officer.acts(path, "steps", {"act": "forward"})
    words = [each["words"] for each in complainant.get(path).get_json()["steps"]]
    assert words == ["", "", "我公司采用现有技术。", ""]
    noted = office.officer.get(path).get_json()["steps"][2]
    assert (noted["side"], noted["note"]) == ("respondent", "我公司采用现有技术。")


def test_nobody_else_says_anything_in_a_proceeding(office: Office) -> None:
    path = served(office)
    said = {"act": "answer", "text": "我来答辩。"}

    assert side(office, "complainant").post(f"{path}/statements", said).status_code == 409
    stranger = office.citizen("2026112100022", "respondent")
    assert stranger.post(f"{path}/statements", said).status_code == 404
    assert office.officer.post(f"{path}/statements", said).status_code == 404
    not_own = side(office, "respondent").post(f"{path}/statements", said | {"act": "no_answer"})
    assert not_own.status_code == 409


def test_papers_find_the_request_the_answer_and_the_days(office: Office) -> None:
    path = served(office)
    side(office, "respondent").post(f"{path}/statements", {"act": "answer", "text": "现有技术。"})

    facts = office.neighbour("documents").get(f"/internal/matters/{RECEIPT}/facts").get_json()

    found = facts["proceedings"]["adjudication"]
    assert found["steps"]["file"]["note"] == "张伟、刘洋、陈静"
    assert (found["steps"]["answer"]["words"], found["steps"]["answer"]["note"]) == (
        "现有技术。",
        "",
    )
    assert found["due"]["adj_answer"] == "2026-12-07"  # the 6th is a Sunday
