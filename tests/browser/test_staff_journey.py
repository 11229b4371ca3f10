"""A matter from acceptance to the court's ruling, and another to the police, at the staff pages."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import page_of, served, violations
from tests.support.papers import MM
from tests.support.town import Town

pytestmark = pytest.mark.browser
BELOW_THE_TITLE = 75
"""Millimetres from the edge of a letter: above stand its head, number and title."""
PICTURES = os.environ.get("HUHANG_TEST_PICTURES")


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


def looked_at(page: Page, name: str) -> None:
    """The page is free of serious faults; its picture is kept when somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
    assert violations(page) == []


def test_from_acceptance_to_the_courts_ruling(
    sqlite_town: Town, url: str, browser: Browser
) -> None:
    receipt_no = sqlite_town.files()["receipt_no"]
    sqlite_town.settle()

    with page_of(browser, url) as page:
        officer = StaffNavigator(page, "zhangwei")
        looked_at(page, "staff-list")
        officer.opens_first("来件")
        looked_at(page, "staff-matter")
        officer.presses("受理")
        assert officer.sees("已受理，双方期限开始计算")
        officer.chooses("转往", "调解")
        officer.fills(理由="双方可能和解")
        officer.presses("转办")
        sqlite_town.settle()
        _respondent_agrees(sqlite_town, receipt_no)
        officer.opens_first("调解案件")
        looked_at(page, "staff-candidates")
        officer.presses("邀请 陈静")
        assert officer.sees("等待调解员答复")

    with page_of(browser, url) as page:
        mediator = StaffNavigator(page, "chenjing")
        mediator.opens_first("调解案件")
        looked_at(page, "mediator-invited")
        mediator.picks("无")
        mediator.fills(声明="与双方均无利害关系")
        mediator.presses("接受")
        mediator.opens_first("调解案件")
        looked_at(page, "mediator-slots")
        page.get_by_role("radio").first.check()
        mediator.presses("排定会议")
        mediator.picks("达成协议")
        mediator.fills(笔录="双方到场", 协议内容="停止销售并赔偿", **{"金额（元）": "12000"})
        mediator.picks("会议提前召开了")
        mediator.picks("双方同意共同申请司法确认")
        looked_at(page, "mediator-outcome")
        mediator.presses("保存结果")
        assert mediator.sees("等待签署")

    sqlite_town.settle()
    _both_sign(sqlite_town, receipt_no)

    with page_of(browser, url) as page:
        clerk = StaffNavigator(page, "zhaomin")
        clerk.opens_first("司法确认")
        clerk.presses("签收")
        clerk.picks("裁定确认")
        clerk.fills(裁定书文号="(2026)豫0402民特123号")
        looked_at(page, "court-item")
        clerk.presses("保存裁定")
        assert clerk.sees("已裁定确认")

    sqlite_town.settle()
    thing = f"/api/v1/submissions/{receipt_no}"
    assert sqlite_town.citizen(receipt_no).get("intake", thing).get_json()["status"] == "closed"


def _sends_it_on_its_way_to_the_police(page: Page) -> StaffNavigator:
    """An officer who accepts a complaint and routes it to the police."""
    officer = StaffNavigator(page, "zhangwei")
    officer.opens_first("来件")
    officer.presses("受理")
    officer.chooses("转往", "公安机关")
    officer.fills(理由="数额可能达到追诉标准")
    officer.presses("转办")
    return officer


def _reports_alone_and_in_words(page: Page, officer: StaffNavigator) -> None:
    """They forget that a report has two officers, and that a figure is a number."""
    officer.opens_first("移送公安")
    page.get_by_label("办案人员二（账号）").fill("zhangwei")
    officer.fills(书面报告="经查，非法经营数额八万三千元，达到追诉标准。")
    officer.picks("假冒注册商标罪")
    looked_at(page, "transfer-figures")
    page.locator("#figure_213_illegal_turnover_fen").fill("八万")
    officer.presses("提交报告")
    assert officer.sees("非法经营数额（元）：请只填数字")
    looked_at(page, "transfer-no-number")
    page.locator("#figure_213_illegal_turnover_fen").fill("83,000.50")
    officer.presses("提交报告")
    assert officer.sees("移送须由两名以上不同的办案人员共同报告")
    looked_at(page, "transfer-refused")


def test_from_report_to_the_police_desk(sqlite_town: Town, url: str, browser: Browser) -> None:
    sqlite_town.files()
    sqlite_town.settle()

    with page_of(browser, url) as page:
        officer = _sends_it_on_its_way_to_the_police(page)
        sqlite_town.settle()
        _reports_alone_and_in_words(page, officer)
        page.get_by_label("办案人员二（账号）").fill("lina")
        officer.presses("提交报告")
        assert officer.sees("待批准")

    with page_of(browser, url) as page:
        second = StaffNavigator(page, "lina")
        second.opens_first("移送公安")
        second.presses("签署报告")
        assert second.sees("已联名签署")

    with page_of(browser, url) as page:
        chief = StaffNavigator(page, "wangqiang")
        chief.opens_first("移送公安")
        assert page.locator("#check").get_by_text("缺少材料").count() == 4
        chief.presses("批准移送")
        assert chief.sees("待发出")

    with page_of(browser, url) as page:
        officer = StaffNavigator(page, "lina")
        officer.opens_first("移送公安")
        _sends_the_file_once_it_is_complete(page, officer)

    sqlite_town.settle()
    with page_of(browser, url) as page:
        _the_police_sign_and_file_no_case(page)

    with page_of(browser, url) as page:
        chief = StaffNavigator(page, "wangqiang")
        chief.opens_first("移送公安")
        assert chief.sees("现有证据不足")
        assert _runs(page, "提请复议") and not _runs(page, "公安立案审查")

    with page_of(browser, url) as page:
        officer = StaffNavigator(page, "zhangwei")
        officer.opens_first("移送公安")
        looked_at(page, "transfer-not-filed")
        officer.fills(理由="有新的证据。")
        officer.presses("提请复议")
        assert officer.sees("复议中")


def _sends_the_file_once_it_is_complete(page: Page, officer: StaffNavigator) -> None:
    officer.presses("发出移送")
    assert officer.sees("缺少：涉嫌犯罪案件移送书")
    for paper in (
        "涉嫌犯罪案件移送书",
        "涉嫌犯罪案件情况的调查报告",
        "涉案物品清单",
        "有关检验报告或者鉴定结论",
    ):
        officer.chooses("种类", paper)
        officer.fills(标题=paper, 正文="正文从略")
        officer.presses("加入")
    looked_at(page, "transfer-papers")
    officer.presses("发出移送")
    assert officer.sees("已移送公安机关，等待回执")


def _the_police_sign_and_file_no_case(page: Page) -> None:
    liaison = StaffNavigator(page, "sunlei")
    liaison.opens_first("移送公安")
    _holds_the_letter_to_the_standard(page)
    liaison.presses("签收")
    assert _runs(page, "公安立案审查") and _runs(page, "公安转送有管辖权机关")
    liaison.picks("不予立案")
    page.get_by_label("理由（不予立案时必填）").fill("现有证据不足")
    looked_at(page, "police-decision")
    liaison.presses("保存决定")
    assert liaison.sees("不予立案")


def _runs(page: Page, clock: str) -> bool:
    """Whether a clock is among those that run; ended ones are folded away."""
    heading = page.get_by_role("heading", name=clock, exact=True)
    return heading.filter(visible=True).count() > 0


def _holds_the_letter_to_the_standard(page: Page) -> None:
    """The letter in its PDF: type area of GB/T 9704, a page of 22 lines; each within a millimetre."""
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF 涉嫌犯罪案件移送书").first.click()
    with pdfplumber.open(started.value.path()) as letter:
        lines = letter.pages[0].extract_text_lines()
    box = [{name: line[name] / MM for name in ("x0", "x1", "top")} for line in lines]
    full = [each for each in box if each["x1"] > 183 and each["top"] > BELOW_THE_TITLE]
    lefts = [each["x0"] for each in full if each["x0"] < 32]
    tops = [each["top"] for each in full if each["x0"] < 42]
    steps = [b - a for a, b in itertools.pairwise(tops) if b - a < 12]
    assert lefts and max(abs(left - 28) for left in lefts) < 1
    assert max(abs(each["x1"] - 184) for each in full) < 1
    assert steps and max(abs(step - 225 / 22) for step in steps) < 0.1


def _respondent_agrees(town: Town, receipt_no: str) -> None:
    respondent = town.citizen(receipt_no, "respondent")
    [case] = town.officer.get(
        "mediation", f"/api/v1/mediation-cases?receipt_no={receipt_no}"
    ).get_json()["items"]
    path = f"/api/v1/mediation-cases/{case['case_id']}/consents"
    assert respondent.post("mediation", path, {"agrees": True}).status_code == 200


def _both_sign(town: Town, receipt_no: str) -> None:
    """With the codes from the mails."""
    from deploy.demo.mailbox import text_of
    from deploy.demo.matters import COMPLAINANT_EMAIL, RESPONDENT_EMAIL
    from deploy.demo.stage import SIGNING_CODE

    [case] = town.officer.get(
        "mediation", f"/api/v1/mediation-cases?receipt_no={receipt_no}"
    ).get_json()["items"]
    path = f"/api/v1/mediation-cases/{case['case_id']}/agreement/signatures"
    for side, address in (("complainant", COMPLAINANT_EMAIL), ("respondent", RESPONDENT_EMAIL)):
        [mail] = [m for m in town.mailbox.to(address) if "签署码" in str(m["Subject"])]
        found = SIGNING_CODE.search(text_of(mail))
        assert found is not None
        signed = town.citizen(receipt_no, side).post("mediation", path, {"code": found[1]})
        assert signed.status_code == 200
    town.settle()
