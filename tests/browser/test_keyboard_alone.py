"""A2: journeys by keyboard alone; at every step the focus is seen, uncovered, in order, and goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.navigators.citizen import Citizen
from tests.browser.navigators.keyboard import Keyboard
from tests.browser.test_partner_desk import handed_to_the_department
from tests.support.browser import page_of
from tests.support.mediated import MediatedMatter
from tests.support.ready import PASSWORD
from tests.support.town import Town

pytestmark = pytest.mark.browser


@contextmanager
def hands_of(browser: Browser, url: str, account: str = "") -> Iterator[Keyboard]:
    """Somebody at a keyboard; of the staff when there is an account. No step may hide the focus."""
    with page_of(browser, url) as page:
        hands = Keyboard(page)
        if account:
            page.goto("/staff/sign-in")
            hands.writes("账号", account)
            hands.writes("密码", PASSWORD)
            hands.presses("登录")
        yield hands
        assert hands.faults == []


def test_a_complaint_is_filed_and_followed(shared_url: str, browser: Browser) -> None:
    with hands_of(browser, shared_url) as hands:
        page = hands.page
        page.goto("/apply/complaint")
        hands.presses("开始填写")
        hands.presses("您的权利")
        hands.chooses("商标")
        hands.presses("保存并继续")
        hands.chooses("权利人本人")
        hands.writes("权利人名称", "鹰城五金工具有限公司")
        hands.presses("保存并继续")
        hands.writes("被投诉人名称或店铺名", "红星五金商行")
        hands.presses("保存并继续")
        hands.writes("在哪里或哪个平台", "建设路门店")
        hands.writes("经过", "该店销售假冒“鹰城”商标的扳手。")
        hands.presses("保存并继续")
        hands.presses("没有文件，继续")
        hands.ticks("停止侵权")
        hands.presses("保存并继续")
        hands.writes("姓名", "周明")
        hands.writes("电话", "138 0375 0001")
        hands.presses("保存并继续")
        hands.presses("核对并提交")
        hands.presses("提交投诉")
        receipt = Citizen(page).receipt()
        page.goto("/track")
        hands.writes("受理号", receipt.number)
        hands.writes("查询码", receipt.code)
        hands.presses("查询")

        expect(page.get_by_text("正在审查是否受理").first).to_be_visible()


def test_a_report_is_filed(shared_url: str, browser: Browser) -> None:
    with hands_of(browser, shared_url) as hands:
        hands.page.goto("/apply/report")
        hands.presses("开始填写")
        hands.presses("事情经过")
        hands.writes("在哪里或哪个平台", "东门市场")
        hands.writes("经过", "市场东门三号摊位出售假冒“鹰城”商标的扳手。")
        hands.presses("保存并继续")
        hands.ticks("不清楚对方是谁")
        hands.presses("保存并继续")
        hands.presses("没有文件，继续")
        hands.chooses("匿名")
        hands.presses("保存并继续")
        hands.presses("核对并提交")
        hands.presses("提交举报")

        assert Citizen(hands.page).receipt().number


def test_a_mediator_keeps_time_accepts_and_an_officer_books_and_moves(
    shared_town: Town, shared_url: str, browser: Browser
) -> None:
    matter = MediatedMatter(shared_town)

    with hands_of(browser, shared_url, matter.mediator) as hands:
        page = hands.page
        page.goto("/staff/availability")
        hands.presses("保存")
        page.goto(f"/staff/cases/{matter.case_id}")
        hands.chooses("无")
        hands.presses("接受")
        shared_town.settle()

    with hands_of(browser, shared_url, "zhangwei") as hands:
        page = hands.page
        page.goto(f"/staff/cases/{matter.case_id}")
        hands.chooses(_slots(page)[0])
        hands.presses("排定会议")
        hands.unfolds("改期")
        hands.chooses(_slots(page)[3])
        hands.presses("改到这个时段")

        expect(page.get_by_text("会议已改期")).to_be_visible()


def _slots(page: Page) -> list[str]:
    """What stands beside the slots to choose from."""
    return [
        str(each.evaluate("radio => radio.labels[0].innerText.trim()"))
        for each in page.get_by_role("group", name="时段").get_by_role("radio").all()
    ]


def test_an_officer_accepts_and_a_partner_signs_and_answers(
    shared_town: Town, shared_url: str, browser: Browser
) -> None:
    handed_to_the_department(shared_town)
    number = shared_town.files()["receipt_no"]

    with hands_of(browser, shared_url, "zhangwei") as hands:
        hands.page.goto(f"/staff/submissions/{number}")
        hands.presses("受理")
        hands.selects("转往", "调解")
        hands.writes("理由", "双方可能和解")
        hands.presses("转办")

    with hands_of(browser, shared_url, "zhoulan") as hands:
        page = hands.page
        hands.presses("移送有权部门")
        hands.presses("签收")
        hands.chooses("反馈处理结果")
        hands.writes("说明", "已没收侵权商品十二件。")
        hands.writes("文号", "平市监函[2026]12号")
        hands.presses("提交")

        expect(page.get_by_text("平市监函〔2026〕12号").first).to_be_visible()
