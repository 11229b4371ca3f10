"""J7: what an officer asks, refuses and a citizen takes back, as both read it on their pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.ready import PASSWORD, copy_databases
from tests.support.town import Town
from tests.support.web_pages import Visitor, hidden, words


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        yield town


@pytest.fixture(scope="module")
def officer(town: Town) -> Visitor:
    visitor = Visitor(town.gateway())
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    return visitor


def acts(officer: Visitor, number: str, verb: str, **fields: Any) -> Any:
    """Read the page of a matter and send one of its forms."""
    page = officer.get(f"/staff/submissions/{number}")
    sent = {name: hidden(page, name) for name in ("etag", "seen", "form_key")}
    return officer.post(f"/staff/submissions/{number}/{verb}", fields | sent)


def citizen_with(town: Town, receipt: dict[str, Any]) -> Visitor:
    citizen = Visitor(town.gateway())
    citizen.fill("/track", {name: receipt[name] for name in ("receipt_no", "query_code")})
    return citizen


def test_a_citizen_is_asked_and_answers(town: Town, officer: Visitor) -> None:
    receipt = town.files()
    citizen = citizen_with(town, receipt)
    asked = {"purpose": "material", "asked_for": "请补充购买小票"}
    acts(
        officer,
        receipt["receipt_no"],
        "supplement-request",
        **{f"supplement-request-{name}": text for name, text in asked.items()},
    )
    town.settle()

    question = words(citizen.get("/my/case/talk"))
    citizen.fill("/my/case/talk", {})
    answered = citizen.post("/my/case/talk/supplement", {"answer": "小票已经丢失，有转账记录。"})

    seen = words(officer.get(f"/staff/submissions/{receipt['receipt_no']}"))
    assert "请补充购买小票" in question
    assert answered.status_code == 303
    assert "小票已经丢失，有转账记录。" in seen


def test_a_refusal_names_its_article_on_the_page_and_in_the_letter_and_what_can_be_done_next(
    town: Town, officer: Visitor
) -> None:
    receipt = town.files()
    number = receipt["receipt_no"]
    article = "《市场监督管理投诉举报处理办法》第16条第4项"
    offered = words(officer.get(f"/staff/submissions/{number}"))

    done = acts(officer, number, "refuse", ground="C4", explanation="从购买之日起已满四年。")
    town.settle()

    told = words(citizen_with(town, receipt).get("/my/case"))
    kept = words(officer.get(f"/staff/submissions/{number}"))
    papers = town.officer.get("documents", f"/api/v1/documents?receipt_no={number}").get_json()
    [letter] = [each for each in papers["items"] if each["kind"] == "refusal_notice"]
    assert f"超过三年（{article}）" in offered
    assert done.status_code == 303
    assert f"您的投诉没有受理。 原因 超过三年 依据 {article} 从购买之日起已满四年。" in told
    assert "您还可以 向人民法院起诉，或拨打 12330 询问应由哪个部门处理。" in told
    assert letter["title"] in told
    assert "从购买之日起已满四年。" in kept


def test_who_takes_a_complaint_back_reads_that_it_has_ended_and_can_file_again(
    town: Town, officer: Visitor
) -> None:
    receipt = town.files()
    citizen = citizen_with(town, receipt)
    citizen.get("/my/case/talk")

    citizen.post("/my/case/talk/withdrawal", {"reason": "已与对方和解"})
    town.settle()

    told = words(citizen.get("/my/case"))
    seen = words(officer.get(f"/staff/submissions/{receipt['receipt_no']}"))
    assert "您的投诉已办结。 已办结：投诉人撤回" in told
    assert "已收到 已完成 已撤回 已完成" in told
    assert "以后需要时，可以重新提交。" in told
    assert "办结 投诉人撤回 已与对方和解" in seen
