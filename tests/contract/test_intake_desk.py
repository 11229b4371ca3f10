"""The officers' pages: finding, sorting, asking, answering, handing over, assigning, taking lists along."""

from typing import Any

import pytest

from tests.support.ready import PASSWORD
from tests.support.town import Town
from tests.support.web_pages import Visitor, hidden, words


@pytest.fixture
def officer(town: Town) -> Visitor:
    visitor = Visitor(town.gateway())
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    return visitor


def acts(officer: Visitor, number: str, verb: str, **fields: Any) -> Any:
    """Read the page of a matter and send one of its forms."""
    page = officer.get(f"/staff/submissions/{number}")
    sent = {name: hidden(page, name) for name in ("etag", "form_key")}
    return officer.post(f"/staff/submissions/{number}/{verb}", fields | sent)


def test_the_page_shows_lane_competent_body_and_likely_duplicates(
    town: Town, officer: Visitor
) -> None:
    first, second = town.files()["receipt_no"], town.files()["receipt_no"]

    page = words(officer.get(f"/staff/submissions/{second}"))

    assert "有处理权限的单位 平顶山市新华区市场监督管理局" in page
    assert "没有证据材料" in page
    assert f"{first[:4]} {first[4:8]} {first[8:12]} {first[12:]} 投诉 · 待受理" in page


def test_a_question_is_answered_on_its_page(town: Town, officer: Visitor) -> None:
    number = town.files(kind="consultation", facts="商标被别人抢注了，可以找哪个部门？")[
        "receipt_no"
    ]

    done = acts(officer, number, "answer", **{"answer-text": "可以向国家知识产权局提出异议。"})

    assert done.status_code == 303
    assert "可以向国家知识产权局提出异议。" in str(
        town.citizen(number).get("intake", f"/api/v1/submissions/{number}").get_json()["answer"]
    )


def test_asking_waits_for_the_citizen_and_the_list_says_so(town: Town, officer: Visitor) -> None:
    number = town.files()["receipt_no"]

    acts(
        officer,
        number,
        "supplement-request",
        **{
            "supplement-request-purpose": "material",
            "supplement-request-asked_for": "请补充购买小票",
        },
    )

    assert "等待补充" in words(officer.get("/staff/submissions"))
    assert "请补充购买小票" in words(officer.get(f"/staff/submissions/{number}"))


def test_a_confidential_reporter_stays_hidden_until_somebody_asks(
    town: Town, officer: Visitor
) -> None:
    number = town.files(
        kind="report", identity="confidential", contact_name="王芳", contact_phone="13803750002"
    )["receipt_no"]

    before = words(officer.get(f"/staff/submissions/{number}"))
    shown = words(acts(officer, number, "identity"))
    after = words(officer.get(f"/staff/submissions/{number}"))

    assert "王芳" not in before
    assert "王芳" in shown
    assert "王芳" not in after
    assert "查看了保密举报人的身份" in after


@pytest.mark.parametrize("typed", ["红星", "hxwj", "12345678", "红星 建设路", "Ｈｘｗｊ"])
def test_matters_are_found_by_text_initials_and_numbers(
    town: Town, officer: Visitor, typed: str
) -> None:
    town.files()
    town.files(
        respondent_name="金鑫建材商行",
        respondent_address="",
        right_number="87654321",
        place="湛河区",
        facts="该店在网上销售假冒的水龙头配件。",
    )

    page = words(officer.client.get("/staff/submissions", query_string={"q": typed}))

    assert "红星五金商行" in page
    assert "金鑫建材商行" not in page


def test_ticked_matters_are_given_to_one_officer_and_listed_by_name(
    town: Town, officer: Visitor
) -> None:
    numbers = [town.files()["receipt_no"] for _ in range(2)]
    town.files(respondent_name="金鑫建材商行")
    officer.get("/staff/submissions")

    officer.post("/staff/submissions/assign", {"receipt_nos": numbers, "assignee": "zhangwei"})

    mine = words(officer.get("/staff/submissions?assignee=zhangwei"))
    nobodys = words(officer.get("/staff/submissions?assignee=-"))
    printed = officer.post("/staff/submissions/print", {"receipt_nos": [*numbers, numbers[0]]})
    assert printed.text.count('class="hh-sheet"') == len(numbers)
    assert "红星五金商行" in words(printed)
    assert "已分派 2 件" in mine
    assert "红星五金商行" in mine
    assert "金鑫建材商行" not in mine
    assert "金鑫建材商行" in nobodys
    assert "红星五金商行" not in nobodys


def test_filters_are_saved_under_a_name(town: Town, officer: Visitor) -> None:
    town.files()
    officer.get("/staff/submissions?q=红星")

    officer.post("/staff/submissions/save-list", {"name": "红星系列", "q": "红星"})

    page = officer.get("/staff/submissions")
    assert "红星系列" in words(page)
    assert "q=%E7%BA%A2%E6%98%9F" in page.text


def test_no_cell_of_a_sheet_is_a_formula(town: Town, officer: Visitor) -> None:
    town.files(respondent_name='=HYPERLINK("http://example.cn","点我")')

    sheet = officer.get("/staff/submissions/export.csv")

    assert sheet.headers["Content-Type"].startswith("text/csv")
    assert "\"'=HYPERLINK" in sheet.text
    assert ',"=' not in sheet.text


def test_a_workbook_holds_texts_only(town: Town, officer: Visitor) -> None:
    town.files(respondent_name="=1+1")

    book = officer.client.get("/staff/submissions/export.xlsx")

    assert book.data[:2] == b"PK"
    assert b"<f>" not in book.data
