"""Papers that an officer writes, and templates that an administrator replaces."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from werkzeug.test import TestResponse

from services.documents.domain.kind import kinds
from tests.support.papers import pdf_text
from tests.support.ready import copy_databases
from tests.support.town import Person, Town

DOCUMENTS = "/api/v1/documents"
KIND = "reward_notice"


@pytest.fixture
def receipt_no(town: Town) -> str:
    found: str = town.files()["receipt_no"]
    return found


def _draft(receipt_no: str, **changes: Any) -> dict[str, Any]:
    values = {
        "receipt_no": receipt_no,
        "reporter": "周明",
        "case_name": "红星五金商行销售假冒扳手案",
        "amount": 1_200_000,
        "claim_by": "2027-01-05",
    }
    return {"receipt_no": receipt_no, "kind": KIND, "values": values | changes}


def _wrong(answer: TestResponse) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {each["pointer"]: each["code"] for each in answer.get_json()["errors"]}


def test_the_form_brings_what_is_known(town: Town, receipt_no: str) -> None:
    path = f"/api/v1/document-kinds/{KIND}/form?receipt_no={receipt_no}"

    form = town.officer.get("documents", path).get_json()

    assert form["values"]["reporter"] == "周明"
    assert form["values"]["receipt_no"] == receipt_no
    assert form["values"]["case_name"] == ""


@pytest.fixture(scope="module")
def much_handled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, str]]:
    """A matter that is with a mediator and with the police, for every kind of paper."""
    folder = tmp_path_factory.mktemp("town")
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        receipt_no = town.files()["receipt_no"]
        town.accepts(receipt_no)
        town.routes(receipt_no, "mediation")
        town.routes(receipt_no, "police")
        yield town, receipt_no


@pytest.mark.parametrize("code", [each.code for each in kinds().values()])
def test_every_kind_can_be_written_and_issued_by_hand(
    much_handled: tuple[Town, str], code: str
) -> None:
    town, receipt_no = much_handled
    draft = {"receipt_no": receipt_no, "kind": code, "values": kinds()[code].samples()}

    form = town.officer.get(
        "documents", f"/api/v1/document-kinds/{code}/form?receipt_no={receipt_no}"
    )
    issued = town.officer.post("documents", DOCUMENTS, draft)

    assert form.status_code == 200
    assert issued.status_code == 201, issued.text
    assert issued.get_json()["title"] == kinds()[code].title


def test_a_preview_has_no_number_and_leaves_nothing_behind(town: Town, receipt_no: str) -> None:
    answer = town.officer.post("documents", f"{DOCUMENTS}/preview", _draft(receipt_no))

    text = pdf_text(answer.data)
    listed = town.officer.get("documents", f"{DOCUMENTS}?receipt_no={receipt_no}").get_json()
    assert "样稿" in text and "壹万贰仟元整" in text
    assert "〔2026〕号" in text
    assert listed["items"] == []


def test_sending_a_draft_twice_issues_one_paper(town: Town, receipt_no: str) -> None:
    first = town.officer.post("documents", DOCUMENTS, _draft(receipt_no), key="once")
    again = town.officer.post("documents", DOCUMENTS, _draft(receipt_no), key="once")

    assert first.get_json() == again.get_json()
    assert first.get_json()["number"] == "平知援奖〔2026〕1号"


def test_everything_that_is_wrong_is_named_at_its_field(town: Town, receipt_no: str) -> None:
    draft = _draft(receipt_no, amount="much", claim_by="tomorrow", case_name="", colour="red")

    wrong = _wrong(town.officer.post("documents", DOCUMENTS, draft))

    assert wrong == {
        "/values/amount": "invalid_number",
        "/values/claim_by": "invalid_date",
        "/values/case_name": "required",
        "/values/colour": "unknown_field",
    }


@pytest.mark.parametrize("amount", [-1, True, 1.5, 10**18, None])
def test_an_amount_is_a_number_of_fen(town: Town, receipt_no: str, amount: Any) -> None:
    wrong = _wrong(town.officer.post("documents", DOCUMENTS, _draft(receipt_no, amount=amount)))

    assert set(wrong) == {"/values/amount"}


def test_a_character_that_no_font_has_stops_no_paper(town: Town, receipt_no: str) -> None:
    draft = _draft(receipt_no, reporter="周\U00020bb7")

    paper = town.officer.post("documents", DOCUMENTS, draft).get_json()

    files = f"{DOCUMENTS}/{paper['document_id']}/files"
    pdf = town.officer.get("documents", f"{files}/pdf").data
    assert "周〓" in pdf_text(pdf) and "〓为U+20BB7" in pdf_text(pdf)


def test_a_matter_that_there_is_not_gets_no_paper(town: Town) -> None:
    answer = town.officer.post("documents", DOCUMENTS, _draft("2611209999999"))

    assert answer.status_code == 404


def test_others_than_officers_issue_nothing(town: Town, receipt_no: str) -> None:
    for person in (town.staff("wangqiang", "supervisor"), town.citizen(receipt_no), town.visitor):
        answer = person.post("documents", DOCUMENTS, _draft(receipt_no))
        assert answer.status_code in {401, 404}


def _upload(person: Person, town: Town, content: bytes, key: str) -> TestResponse:
    token = town.signer.sign(person._principal, "documents")
    return town.http["documents"].post(
        f"/api/v1/document-kinds/{KIND}/templates",
        data={"file": (io.BytesIO(content), "告知书.docx")},
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )


def _template(person: Person, *, say: str) -> bytes:
    word = person.get("documents", f"/api/v1/document-kinds/{KIND}/template").data
    document = Document(io.BytesIO(word))
    document.paragraphs[4].add_run(say)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_a_new_template_goes_live_after_a_look_and_old_papers_keep_theirs(
    town: Town, receipt_no: str
) -> None:
    admin = town.staff("admin", "administrator")
    before = town.officer.post("documents", DOCUMENTS, _draft(receipt_no)).get_json()

    uploaded = _upload(admin, town, _template(admin, say="请当面核对金额。"), "up").get_json()
    path = f"/api/v1/document-templates/{uploaded['template_id']}"
    look = admin.get("documents", f"{path}/preview/pdf")
    waiting = town.officer.post("documents", DOCUMENTS, _draft(receipt_no)).get_json()
    live = admin.post("documents", f"{path}/live").get_json()
    after = town.officer.post("documents", DOCUMENTS, _draft(receipt_no)).get_json()

    assert uploaded["unknown"] == [] and uploaded["state"] == "draft"
    assert "请当面核对金额" in pdf_text(look.data)
    assert (live["state"], live["live_by"]) == ("live", "staff:admin")
    assert [each["template_version"] for each in (before, waiting, after)] == [0, 0, 1]
    text = {
        each["number"]: pdf_text(
            town.officer.get("documents", f"{DOCUMENTS}/{each['document_id']}/files/pdf").data
        )
        for each in (before, after)
    }
    assert "请当面核对金额" not in text[before["number"]]
    assert "请当面核对金额" in text[after["number"]]


def test_a_template_with_an_unknown_variable_is_kept_named_and_never_live(town: Town) -> None:
    admin = town.staff("admin", "administrator")

    uploaded = _upload(admin, town, _template(admin, say="{{ bank }}"), "up").get_json()
    answer = admin.post("documents", f"/api/v1/document-templates/{uploaded['template_id']}/live")

    assert uploaded["unknown"] == ["bank"]
    assert (answer.status_code, answer.get_json()["unknown"]) == (409, ["bank"])


def test_a_refused_template_says_why_in_words(town: Town) -> None:
    admin = town.staff("admin", "administrator")

    broken = _upload(admin, town, b"PK nothing", "a")
    curious = _upload(admin, town, _template(admin, say="{{ ''.__class__ }}"), "b")

    odd = _upload(admin, town, _template(admin, say="{{ office | day }}"), "c")

    assert broken.get_json()["errors"][0]["detail"] == "这不是能打开的 .docx 文件"
    assert odd.get_json()["errors"][0]["detail"].startswith("用样例数据试填失败。Word：")
    assert "__class__" in curious.get_json()["errors"][0]["detail"]


def test_the_built_in_template_can_be_taken_back(town: Town, receipt_no: str) -> None:
    admin = town.staff("admin", "administrator")
    uploaded = _upload(admin, town, _template(admin, say="新版。"), "up").get_json()
    admin.post("documents", f"/api/v1/document-templates/{uploaded['template_id']}/live")

    answer = admin.post("documents", f"/api/v1/document-kinds/{KIND}/built-in")
    paper = town.officer.post("documents", DOCUMENTS, _draft(receipt_no)).get_json()

    assert answer.get_json() == {"changed": True}
    assert paper["template_version"] == 0
