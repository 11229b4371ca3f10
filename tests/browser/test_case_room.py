"""The case room: both sides and the mediator talk, in the open and alone, agree on an offer, and sign."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from deploy.demo.matters import COMPLAINANT_EMAIL, RESPONDENT_EMAIL
from deploy.demo.stage import SIGNING_CODE
from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import Citizen, Receipt
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of
from tests.support.mediated import MediatedMatter
from tests.support.town import Town

pytestmark = pytest.mark.browser
OPEN, ALONE, TO_ONE = "愿意先停止销售。", "最低可以接受一万元。", "请考虑分两期付款。"


@pytest.fixture(scope="module")
def matter(shared_town: Town) -> MediatedMatter:
    return MediatedMatter(shared_town).gets_a_session()


@pytest.fixture
def complainant(browser: Browser, shared_url: str, matter: MediatedMatter) -> Iterator[Page]:
    with page_of(browser, shared_url) as page:
        Citizen(page).tracks(Receipt(matter.number, matter.code))
        yield page


@pytest.fixture
def respondent(browser: Browser, shared_url: str, matter: MediatedMatter) -> Iterator[Page]:
    with page_of(browser, shared_url, viewport=NARROW) as page:
        page.goto(f"/invitations/{matter.invitation}")
        follow(page.get_by_role("button", name="查看邀请"))
        yield page


@pytest.fixture
def mediator(browser: Browser, shared_url: str, matter: MediatedMatter) -> Iterator[StaffNavigator]:
    with page_of(browser, shared_url) as page:
        yield StaffNavigator(page, matter.mediator)


def _enters(page: Page) -> None:
    follow(page.get_by_role("link", name="与调解员和对方沟通，提出或者答复方案"))


def _writes(page: Page, text: str, to: str = "调解员和对方") -> None:
    page.get_by_label("写留言").fill(text)
    page.get_by_label(to, exact=True).check()
    follow(page.get_by_role("button", name="发送留言"))


def _signs(page: Page, matter: MediatedMatter, address: str) -> None:
    page.goto("/my/case")
    page.get_by_label("签署码").fill(matter.mailed(address, SIGNING_CODE))
    follow(page.get_by_role("button", name="同意并签署"))
    matter.town.settle()


def test_both_sides_and_the_mediator_talk_offer_agree_and_sign(
    complainant: Page,
    respondent: Page,
    mediator: StaffNavigator,
    matter: MediatedMatter,
    eye: Eye,
) -> None:
    _enters(complainant)
    _writes(complainant, OPEN)
    _writes(complainant, ALONE, to="只给调解员")
    complainant.get_by_text("向对方提出方案", exact=True).click()
    complainant.get_by_label("方案内容").fill("停止销售，赔偿一万二千元。")
    complainant.get_by_label("金额（元）").fill("12000")
    complainant.get_by_label("对方答复的最后一天").fill("2026-12-04")
    follow(complainant.get_by_role("button", name="发给对方"))
    eye.on(complainant, "case-room-complainant")

    office = mediator.page
    office.goto(f"/staff/cases/{matter.case_id}/talk")
    expect(office.get_by_text(ALONE)).to_be_visible()
    office.get_by_label("写留言").fill(TO_ONE)
    mediator.chooses("给谁看", "只给被投诉人")
    mediator.presses("发送留言")
    eye.on(office, "case-room-mediator")

    _enters(respondent)
    eye.on(respondent, "case-room-respondent")
    for text, times in ((OPEN, 1), (TO_ONE, 1), (ALONE, 0)):
        expect(respondent.get_by_text(text)).to_have_count(times)
    follow(respondent.get_by_role("button", name="接受方案"))
    complainant.reload()
    expect(complainant.get_by_text(TO_ONE)).to_have_count(0)
    expect(complainant.get_by_role("heading", name="已接受")).to_be_visible()

    office.goto(f"/staff/cases/{matter.case_id}")
    mediator.picks("达成协议")
    mediator.fills(笔录="双方到场", 协议内容="停止销售并赔偿", **{"金额（元）": "12000"})
    mediator.picks("会议提前召开了")
    mediator.presses("保存结果")
    expect(office.get_by_text("等待签署").first).to_be_visible()
    matter.town.settle()

    _signs(respondent, matter, RESPONDENT_EMAIL)
    _signs(complainant, matter, COMPLAINANT_EMAIL)
    complainant.reload()
    expect(complainant.get_by_text("已办结：双方达成调解协议").first).to_be_visible()
    office.reload()
    expect(office.get_by_text("已达成协议").first).to_be_visible()
    eye.on(office, "case-room-agreed")
