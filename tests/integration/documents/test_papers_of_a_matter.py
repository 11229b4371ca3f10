"""From filing to the court: which papers are issued, who may read them, and what the check says."""

import dataclasses
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from tests.support.matters_on_all_desks import MattersOnAllDesks
from tests.support.papers import pdf_text
from tests.support.town import Person, Town

DOCUMENTS = "/api/v1/documents"


def _papers(person: Person, receipt_no: str) -> dict[str, Any]:
    answer = person.get("documents", f"{DOCUMENTS}?receipt_no={receipt_no}")
    return {each["kind"]: each for each in answer.get_json()["items"]}


def _pdf(person: Person, paper: dict[str, Any]) -> str:
    answer = person.get("documents", f"{DOCUMENTS}/{paper['document_id']}/files/pdf")
    assert answer.status_code == 200, answer.text
    return pdf_text(answer.data)


def _check(town: Town, **asked: str) -> Any:
    return town.visitor.post("documents", "/api/v1/document-checks", asked)


@pytest.fixture
def accepted(town: Town) -> str:
    receipt_no: str = town.files()["receipt_no"]
    town.accepts(receipt_no)
    town.settle()
    return receipt_no


def test_every_step_of_a_matter_leaves_its_paper_with_those_to_whom_it_is_addressed(
    sqlite_town: Town,
) -> None:
    town = sqlite_town
    desks = MattersOnAllDesks(town)

    receipt_no = desks.names["receipt_no"]
    complainant, respondent = (town.citizen(receipt_no, s) for s in ("complainant", "respondent"))
    court = town.staff("zhaomin", "court_clerk", "court:xinhua")
    assert set(_papers(town.officer, receipt_no)) == {
        "registration_form",
        "acceptance_notice",
        "mediation_invitation",
        "mediation_consent",
        "session_notice",
        "mediation_record",
        "mediation_agreement",
        "confirmation_application",
        "litigation_mediation_letter",
        "referral_letter",
        "advance_compensation_notice",
    }
    shared = {
        "session_notice",
        "mediation_agreement",
        "confirmation_application",
        "advance_compensation_notice",
    }
    assert set(_papers(complainant, receipt_no)) == shared | {
        "registration_form",
        "acceptance_notice",
        "mediation_invitation",
    }
    assert set(_papers(respondent, receipt_no)) == shared | {
        "acceptance_notice",
        "mediation_invitation",
        "mediation_consent",
    }
    assert set(_papers(court, receipt_no)) == {
        "confirmation_application",
        "litigation_mediation_letter",
    }


def test_papers_for_the_police_reach_neither_the_complainant_nor_another_desk(
    sqlite_town: Town,
) -> None:
    town = sqlite_town
    desks = MattersOnAllDesks(town)
    transfer = town.officer.get("referral", f"/api/v1/transfers/{desks.names['transfer_id']}")

    receipt_no = transfer.get_json()["receipt_no"]
    police = town.staff("sunlei", "police_liaison", "police:economic")
    stranger = town.staff("gaofeng", "police_liaison", "police:elsewhere")
    complainant = town.citizen(receipt_no)
    letter = _papers(town.officer, receipt_no)["crime_transfer_letter"]
    assert "investigation_report" in _papers(town.officer, receipt_no)
    assert set(_papers(police, receipt_no)) == {"crime_transfer_letter"}
    assert "涉嫌犯罪案件移送书" in _pdf(police, letter)
    assert _papers(stranger, receipt_no) == {}
    assert set(_papers(complainant, receipt_no)) == {"registration_form", "acceptance_notice"}
    for person in (stranger, complainant):
        answer = person.get("documents", f"{DOCUMENTS}/{letter['document_id']}/files/pdf")
        assert answer.status_code == 404
    story = complainant.get("intake", f"/api/v1/submissions/{receipt_no}/timeline").get_json()
    assert not any("移送" in each["text"] for each in story["items"])


def test_the_story_tells_of_a_paper_and_the_complainant_reads_it(town: Town, accepted: str) -> None:
    complainant = town.citizen(accepted)

    paper = _papers(complainant, accepted)["acceptance_notice"]
    story = complainant.get("intake", f"/api/v1/submissions/{accepted}/timeline").get_json()

    assert "鹰城五金工具有限公司" in _pdf(complainant, paper)
    assert paper["number"] == "平知援受〔2026〕1号"
    assert any(
        each["text"] == "出具文书：受理通知书（平知援受〔2026〕1号）" for each in story["items"]
    )


def test_somebody_elses_paper_looks_like_one_that_is_not_there(town: Town, accepted: str) -> None:
    other = town.files()["receipt_no"]
    paper = _papers(town.officer, accepted)["acceptance_notice"]

    answers = [
        town.citizen(other).get("documents", f"{DOCUMENTS}/{each}/files/pdf")
        for each in (paper["document_id"], "01MADEUP")
    ]

    assert [each.status_code for each in answers] == [404, 404]
    assert {**answers[0].get_json(), "instance": ""} == {**answers[1].get_json(), "instance": ""}
    assert _papers(town.citizen(other), accepted) == {}


def test_the_other_side_gets_a_covered_copy_and_no_word_file(town: Town) -> None:
    receipt_no = town.files(holder_name="欧阳明", contact_name="欧阳明")["receipt_no"]
    town.accepts(receipt_no)
    town.settle()
    respondent = town.citizen(receipt_no, "respondent")

    paper = _papers(respondent, receipt_no)["acceptance_notice"]
    word = respondent.get("documents", f"{DOCUMENTS}/{paper['document_id']}/files/docx")
    text = _pdf(respondent, paper)

    assert paper["is_masked"] and paper["check_code"] == ""
    assert "欧阳明" not in text and "欧**" in text
    assert "公开副本" in text
    assert word.status_code == 404
    assert "欧阳明" in _pdf(town.citizen(receipt_no), paper)


def test_staff_get_a_copy_for_publication_with_personal_data_covered(town: Town) -> None:
    receipt_no = town.files(contact_name="周明", contact_phone="13803750001")["receipt_no"]
    town.settle()
    form = _papers(town.officer, receipt_no)["registration_form"]

    answer = town.officer.get("documents", f"{DOCUMENTS}/{form['document_id']}/public-copy")

    text = pdf_text(answer.data)
    assert "周*" in text and "周明" not in text
    assert "13803750001" not in text
    assert "13803750001" in _pdf(town.officer, form)


def test_anybody_can_check_a_paper_by_its_code_or_its_file(town: Town, accepted: str) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]
    word = _file(town.officer, paper, "docx").data

    by_code = _check(town, code=paper["check_code"].lower().replace("-", " "))
    by_number = _check(town, code=paper["check_code"], number=" 平知援受[2026]1号 ")
    by_pdf = _check(town, sha256=paper["pdf_sha256"])
    by_word = _check(town, sha256=hashlib.sha256(word).hexdigest().upper())

    for answer in (by_code, by_number, by_pdf, by_word):
        assert answer.status_code == 200, answer.text
        assert answer.get_json()["number"] == "平知援受〔2026〕1号"
    assert set(by_code.get_json()) == {
        "title",
        "number",
        "office",
        "issued_on",
        "status",
        "withdrawn_on",
        "replaced_by",
        "compared",
    }


def test_a_word_file_is_made_when_somebody_asks_and_is_the_same_for_all_after_that(
    town: Town, accepted: str
) -> None:
    before = _papers(town.officer, accepted)["acceptance_notice"]
    first = _file(town.officer, before, "docx")
    _rename_the_office(town)

    again = _file(town.citizen(accepted), before, "docx")
    after = _papers(town.officer, accepted)["acceptance_notice"]

    assert before["docx_sha256"] == ""
    assert first.data.startswith(b"PK") and again.data == first.data
    assert after["docx_sha256"] == hashlib.sha256(first.data).hexdigest()


def test_a_word_file_asked_for_later_says_what_the_paper_said_when_it_was_issued(
    town: Town, accepted: str
) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]
    _rename_the_office(town)

    word = Document(io.BytesIO(_file(town.officer, paper, "docx").data))

    texts = "".join(each.text for each in word.paragraphs)
    assert "平顶山市知识产权维权援助中心" in texts and "新名称" not in texts


def test_two_who_ask_at_once_get_the_same_file(town: Town, accepted: str) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]

    with ThreadPoolExecutor(2) as people:
        got = [people.submit(_file, town.officer, paper, "docx") for _ in range(2)]
    first, second = (each.result().data for each in got)

    assert first == second


def _file(person: Person, paper: dict[str, Any], suffix: str) -> TestResponse:
    return person.get("documents", f"{DOCUMENTS}/{paper['document_id']}/files/{suffix}")


def _rename_the_office(town: Town) -> None:
    printer = town.services["documents"].extras["printer"]
    printer.office = dataclasses.replace(printer.office, name="新名称的中心")


@pytest.mark.parametrize(
    "asked",
    [
        {"code": "AAAA-AAAA-AAAA-AAAA"},
        {"code": "%"},
        {"sha256": "0" * 64},
        {"sha256": "not a hash"},
    ],
)
def test_what_was_never_issued_is_not_genuine(
    town: Town, accepted: str, asked: dict[str, str]
) -> None:
    assert _check(town, **asked).status_code == 404


def test_a_right_code_beside_a_wrong_number_is_not_genuine(town: Town, accepted: str) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]

    answer = _check(town, code=paper["check_code"], number="平知援受〔2026〕2号")

    assert answer.status_code == 404


def test_a_check_wants_a_code_or_a_file(town: Town) -> None:
    assert _check(town).status_code == 422
    assert _check(town, code="A" * 16, sha256="0" * 64).status_code == 422


def test_a_withdrawn_paper_stays_on_file_and_says_so_once(town: Town, accepted: str) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]
    path = f"{DOCUMENTS}/{paper['document_id']}/withdrawal"
    chief = town.staff("wangqiang", "supervisor")

    by_officer = town.officer.post("documents", path, {"reason": "名称有误"})
    first = chief.post("documents", path, {"reason": "名称有误"})
    again = chief.post("documents", path, {"reason": "名称有误"})
    town.settle()

    assert by_officer.status_code == 404
    assert first.get_json()["status"] == "withdrawn"
    assert (again.status_code, again.get_json()["code"]) == (409, "withdrawn_already")
    assert _check(town, code=paper["check_code"]).get_json()["status"] == "withdrawn"
    assert _papers(town.citizen(accepted), accepted)["acceptance_notice"]["status"] == "withdrawn"
    story = town.officer.get("intake", f"/api/v1/submissions/{accepted}/timeline").get_json()
    assert any("撤销文书：受理通知书" in each["text"] for each in story["items"])


def test_the_check_of_a_withdrawn_paper_names_the_one_issued_in_its_place(
    town: Town, accepted: str
) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]
    path = f"{DOCUMENTS}/{paper['document_id']}/withdrawal"
    town.staff("wangqiang", "supervisor").post("documents", path, {"reason": "名称有误"})
    alone = _check(town, code=paper["check_code"]).get_json()
    form = f"/api/v1/document-kinds/acceptance_notice/form?receipt_no={accepted}"
    values = town.officer.get("documents", form).get_json()["values"]
    draft = {"receipt_no": accepted, "kind": "acceptance_notice"}
    values |= {"mediation_due_on": "2027-01-19"}

    issued = town.officer.post("documents", DOCUMENTS, draft | {"values": values})

    assert issued.status_code == 201, issued.text
    assert alone["replaced_by"] is None
    assert _check(town, code=paper["check_code"]).get_json()["replaced_by"] == "平知援受〔2026〕2号"


def test_every_fact_of_a_paper_says_where_it_was_found(town: Town, accepted: str) -> None:
    paper = _papers(town.officer, accepted)["acceptance_notice"]

    sources = {each["name"]: each["source"] for each in paper["values"]}

    assert sources["complainant"] == "intake.holder_name"
    assert sources["mediation_due_on"] == "event.mediation_due_on"
    assert "values" not in _papers(town.citizen(accepted), accepted)["acceptance_notice"]


def test_an_event_that_comes_twice_issues_one_paper(town: Town, accepted: str) -> None:
    town.settle()
    town.settle()

    numbers = [each["number"] for each in _papers(town.officer, accepted).values()]
    assert sorted(numbers) == ["平知援受〔2026〕1号", "平知援登〔2026〕1号"]


def test_a_confidential_report_leaves_no_paper_and_no_name(town: Town) -> None:
    receipt_no = town.files(kind="report", identity="confidential")["receipt_no"]
    town.settle()

    form = f"/api/v1/document-kinds/reward_notice/form?receipt_no={receipt_no}"
    values = town.officer.get("documents", form).get_json()["values"]

    assert _papers(town.officer, receipt_no) == {}
    assert "周明" not in str(values)
    assert "鹰城" not in str(values)


def test_an_application_for_aid_is_accepted_on_paper_without_a_word_of_mediation(
    town: Town,
) -> None:
    receipt_no = town.files(kind="aid")["receipt_no"]
    town.accepts(receipt_no)
    town.settle()

    papers = _papers(town.citizen(receipt_no), receipt_no)

    text = _pdf(town.citizen(receipt_no), papers["acceptance_notice"])
    assert set(papers) == {"registration_form", "acceptance_notice"}
    assert "维权援助申请" in text and "调解" not in text
