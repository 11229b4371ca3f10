"""J7: what an officer asks and refuses, and a citizen takes back, as both see it on their pages."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import Citizen, Receipt
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of
from tests.support.town import Town

pytestmark = pytest.mark.browser
ARTICLE = "《市场监督管理投诉举报处理办法》第16条第4项"
WRONG = "请更正以下内容"


def _filed(town: Town) -> Receipt:
    receipt = town.files()
    return Receipt(receipt["receipt_no"], receipt["query_code"])


def _opens(officer: StaffNavigator, receipt: Receipt) -> None:
    officer.page.goto(f"/staff/submissions/{receipt.number}")


def _main(page: Page) -> Locator:
    return page.get_by_role("main")


def test_a_citizen_is_asked_reads_until_when_and_answers(
    shared_town: Town, shared_url: str, browser: Browser, eye: Eye
) -> None:
    receipt = _filed(shared_town)

    with page_of(browser, shared_url) as office, page_of(browser, shared_url) as home:
        officer, citizen = StaffNavigator(office, "zhangwei"), Citizen(home)
        _opens(officer, receipt)
        panel = officer.unfolds("要求补充")
        panel.get_by_label("为了什么").select_option(label="补充材料或说明")
        panel.get_by_label("请补充什么").fill("请补充购买小票")
        follow(panel.get_by_role("button", name="要求补充"))
        eye.on(office, "officer-asked")
        expect(_main(office)).to_contain_text("等待答复")
        shared_town.settle()

        citizen.tracks(receipt)
        eye.on(home, "citizen-asked")
        expect(_main(home)).to_contain_text("请补充购买小票")
        follow(home.get_by_role("link", name="现在补充"))
        follow(home.get_by_role("button", name="提交补充"))
        eye.on(home, "citizen-answer-error")
        expect(home.get_by_text(WRONG)).to_be_visible()
        home.get_by_label("您的答复").fill("小票已经丢失，有转账记录。")
        follow(home.get_by_role("button", name="提交补充"))
        eye.on(home, "citizen-answered")
        shared_town.settle()

        _opens(officer, receipt)
        expect(_main(office)).to_contain_text("小票已经丢失，有转账记录。")
        expect(_main(office)).not_to_contain_text("等待答复")


def test_a_refusal_names_its_article_on_the_page_and_in_the_letter_and_what_can_be_done_next(
    shared_town: Town, shared_url: str, browser: Browser, eye: Eye
) -> None:
    receipt = _filed(shared_town)

    with page_of(browser, shared_url) as office:
        officer = StaffNavigator(office, "zhangwei")
        _opens(officer, receipt)
        panel = officer.unfolds("不予受理")
        follow(panel.get_by_role("button", name="不予受理并通知"))
        eye.on(office, "officer-refusal-error")
        expect(office.get_by_text(WRONG)).to_be_visible()
        office.get_by_label("法定理由").select_option(label=f"超过三年（{ARTICLE}）")
        office.get_by_label("说明（投诉人会看到）").fill("从购买之日起已满四年。")
        follow(office.get_by_role("button", name="不予受理并通知"))
        eye.on(office, "officer-refused")
        expect(_main(office)).to_contain_text("从购买之日起已满四年。")
    shared_town.settle()

    with page_of(browser, shared_url, viewport=NARROW) as home:
        Citizen(home).tracks(receipt)
        eye.on(home, "citizen-refused")
        told = _main(home)
        expect(told).to_contain_text("您的投诉没有受理。")
        expect(told).to_contain_text(f"依据 {ARTICLE}")
        expect(told).to_contain_text("从购买之日起已满四年。")
        expect(told).to_contain_text("您还可以 向人民法院起诉")
        expect(home.get_by_role("link", name="不予受理").first).to_be_visible()


def test_who_takes_a_complaint_back_reads_that_it_has_ended_and_can_file_again(
    shared_town: Town, shared_url: str, browser: Browser, eye: Eye
) -> None:
    receipt = _filed(shared_town)

    with page_of(browser, shared_url, viewport=NARROW) as home:
        Citizen(home).tracks(receipt)
        follow(home.get_by_role("link", name="补充、留言、更正或撤回"))
        home.get_by_label("撤回的原因").fill("已与对方和解")
        follow(home.get_by_role("button", name="确认撤回"))
        home.goto("/my/case")
        eye.on(home, "citizen-withdrawn")
        told = _main(home)
        expect(told).to_contain_text("您的投诉已办结。")
        expect(told).to_contain_text("已办结：投诉人撤回")
        expect(told).to_contain_text("以后需要时，可以重新提交。")
    shared_town.settle()

    with page_of(browser, shared_url) as office:
        officer = StaffNavigator(office, "zhangwei")
        _opens(officer, receipt)
        eye.on(office, "officer-withdrawn")
        expect(_main(office)).to_contain_text("投诉人撤回")
        expect(_main(office)).to_contain_text("已与对方和解")
