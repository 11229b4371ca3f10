"""Filing on the right track without scripts: report, question, aid; and talking afterwards."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.database import reading
from services.intake.storage.tables import submissions
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, beside_field, words

WHAT = {
    "place": "湛河区南环路仓库",
    "facts": "该仓库夜间给无牌电动工具贴“鹰城”商标后装车运走。",
}


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path)
    yield portal
    portal.close()


@pytest.fixture
def visitor(portal: Portal) -> Visitor:
    return Visitor(portal.app)


def files(visitor: Visitor, kind: str, pages: dict[str, dict[str, Any]]) -> Any:
    """Fill in all pages of a kind and send it off; the receipt."""
    assert visitor.fill(f"/apply/{kind}").location == f"/apply/{kind}/tasks"
    for step, answers in pages.items():
        page = visitor.fill(f"/apply/{kind}/{step}", answers)
        assert page.status_code == 303, (step, words(page))
    assert visitor.fill(f"/apply/{kind}/check").location == f"/apply/{kind}/done"
    return visitor.get(f"/apply/{kind}/done")


def reports_without_a_name(visitor: Visitor) -> Any:
    return files(
        visitor,
        "report",
        {
            "facts": WHAT,
            "respondent": {"respondent_name": "宏达商贸仓库"},
            "evidence": {"do": "continue"},
            "reporter": {"identity": "anonymous", "contact_name": "手滑填了名字"},
        },
    )


def comes_back(visitor: Visitor, receipt: Any) -> Any:
    number, code = re.findall(r'hh-number">([\d ]+)<', receipt.text)
    visitor.fill("/track", {"receipt_no": number, "query_code": code})
    return visitor.get("/my/case/talk")


@pytest.mark.parametrize(
    ("door", "place"),
    [
        ("mine", "/apply/complaint"),
        ("other", "/apply/report"),
        ("help", "/apply/aid"),
        ("ask", "/apply/consultation"),
    ],
)
def test_each_answer_leads_to_its_own_track(visitor: Visitor, door: str, place: str) -> None:
    assert visitor.fill("/start", {"door": door}).location == place


def test_a_report_without_a_name_gives_a_receipt_and_keeps_no_name(visitor: Visitor) -> None:
    receipt = words(reports_without_a_name(visitor))

    assert "已收到您的举报" in receipt
    assert "2026年12月11日（星期五） 前完成核查并决定是否立案" in receipt
    assert "手滑填了名字" not in receipt


def test_a_named_report_needs_a_name_and_a_way_to_call_back(visitor: Visitor) -> None:
    visitor.fill("/apply/report")

    page = visitor.fill("/apply/report/reporter", {"identity": "named"})

    assert page.status_code == 422
    assert beside_field(page, "contact_name") == "请输入您的姓名"
    assert "至少留下一种联系方式" in beside_field(page, "contact_phone")


def test_a_question_takes_two_pages(visitor: Visitor) -> None:
    receipt = files(
        visitor,
        "consultation",
        {
            "ask": {"facts": "商标被别人抢注了，可以找哪个部门？"},
            "contact": {"contact_name": "周明", "contact_phone": "138 0375 0001"},
        },
    )

    assert "已收到您的咨询" in words(receipt)
    assert "前答复您" in words(receipt)


def test_an_application_for_aid_may_use_the_green_channel(visitor: Visitor) -> None:
    receipt = files(
        visitor,
        "aid",
        {
            "about-right": {"right_type": "patent_design", "right_number": "ZL 202330123456.7"},
            "holder": {"holder_role": "self", "holder_name": "鹰城五金工具有限公司"},
            "need": {"facts": "对方的外观与我们的设计近似，需要专家判断。", "flags": "green_sme"},
            "evidence": {"do": "continue"},
            "contact": {"contact_name": "周明", "contact_phone": "138 0375 0001"},
        },
    )

    assert "已收到您的维权援助申请" in words(receipt)


def test_a_draft_of_one_kind_is_not_mistaken_for_another(visitor: Visitor) -> None:
    visitor.fill("/apply/report")

    astray = visitor.get("/apply/complaint/tasks")

    assert (astray.status_code, astray.location) == (303, "/apply/report/tasks")
    assert visitor.get("/apply/report/holder").status_code == 404
    assert visitor.get("/apply/lawsuit").status_code == 404


def test_an_anonymous_reporter_comes_back_writes_and_is_asked_for_no_contact(
    visitor: Visitor,
) -> None:
    talk = comes_back(visitor, reports_without_a_name(visitor))
    visitor.post("/my/case/talk/message", {"text": "补充：大门朝南，蓝色铁门。"})
    again = visitor.get("/my/case/talk")

    assert 'name="contact_phone"' not in talk.text
    assert "确认撤回" not in words(talk)
    assert "补充：大门朝南，蓝色铁门。" in words(again)


def test_an_empty_message_is_not_sent(visitor: Visitor) -> None:
    comes_back(visitor, reports_without_a_name(visitor))

    page = visitor.post("/my/case/talk/message", {"text": " "})

    assert page.status_code == 422
    assert beside_field(page, "text")


def test_letters_booths_and_stations_use_the_form_of_citizens_and_their_channel_is_kept(
    portal: Portal,
) -> None:
    officer = Visitor(portal.app)
    officer.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    channels = ("letter", "expo", "station", "counter")

    for channel in channels:
        begun = officer.fill("/staff/assisted", {"kind": "consultation", "channel": channel})
        assert begun.headers["Location"] == "/apply/consultation/tasks"
        facts = {"facts": f"询问外观设计专利到期以后能否续展（{channel}）。"}
        officer.fill("/apply/consultation/ask", facts)
        contact = {"contact_name": "周明", "contact_phone": "13803750001"}
        officer.fill("/apply/consultation/contact", contact)
        officer.fill("/apply/consultation/check")

    with reading(portal.services["intake"].engine) as connection:
        documents = connection.scalars(sa.select(submissions.c.document)).all()
    assert sorted(each["channel"] for each in documents) == sorted(channels)


def test_a_visitor_cannot_file_for_others_at_the_staff_door(portal: Portal) -> None:
    page = Visitor(portal.app).get("/staff/assisted")

    assert page.headers["Location"].startswith("/staff/sign-in")
