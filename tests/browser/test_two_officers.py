"""J16: two officers have one matter open; who saves second chooses field by field, nothing is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import follow, page_of
from tests.support.town import Town

pytestmark = pytest.mark.browser
API = "/api/v1/submissions"


@pytest.fixture
def first(browser: Browser, shared_url: str) -> Iterator[StaffNavigator]:
    with page_of(browser, shared_url) as page:
        yield StaffNavigator(page, "zhangwei")


@pytest.fixture
def second(browser: Browser, shared_url: str) -> Iterator[StaffNavigator]:
    with page_of(browser, shared_url) as page:
        yield StaffNavigator(page, "lina")


def _corrects(officer: StaffNavigator, **fields: str) -> None:
    """Writes into the form that is open, and saves."""
    panel = officer.page.get_by_role("group").filter(has_text="原来的内容留存")
    for label, text in fields.items():
        panel.get_by_label(label, exact=True).fill(text)
    follow(panel.get_by_role("button", name="保存更正"))


def test_of_two_corrections_each_field_is_kept_or_chosen_and_the_first_reads_what_came_of_it(
    shared_town: Town, first: StaffNavigator, second: StaffNavigator, eye: Eye
) -> None:
    filed = shared_town.files(respondent_name="红星五金店", respondent_address="建设路1号")
    number = filed["receipt_no"]
    for officer in (first, second):
        officer.page.goto(f"/staff/submissions/{number}")
        officer.unfolds("更正")

    _corrects(first, 被投诉人名称或店铺名="红星五金商行", 所在平台="淘宝网")
    _corrects(second, 被投诉人名称或店铺名="新红星五金店", 对方地址="建设路2号")

    page = second.page
    eye.on(page, "compared")
    expect(page.get_by_label("您填写的：新红星五金店")).to_be_checked()
    expect(page.get_by_label("现在保存的：红星五金商行 张伟")).to_be_visible()
    compared = page.get_by_role("region", name="和别人的改动对照")
    for kept in ("对方地址 建设路2号您改的，会保存", "所在平台 淘宝网别人改的，会保留"):
        expect(compared).to_contain_text(kept)
    page.get_by_label("现在保存的：红星五金商行 张伟").check()
    follow(compared.get_by_role("button", name="保存"))
    eye.on(page, "compared-saved")

    fields = shared_town.officer.get("intake", f"{API}/{number}").get_json()["fields"]
    assert fields["respondent_name"] == "红星五金商行"
    assert fields["respondent_address"] == "建设路2号"
    assert fields["respondent_platform"] == "淘宝网"
    first.page.reload()
    address = first.page.get_by_role("definition").filter(has_text="建设路2号")
    expect(address.first).to_be_visible()


def test_what_was_written_for_a_decision_that_another_has_taken_can_be_copied(
    shared_town: Town, first: StaffNavigator, second: StaffNavigator, eye: Eye
) -> None:
    number = shared_town.files(kind="consultation")["receipt_no"]
    for officer in (first, second):
        officer.page.goto(f"/staff/submissions/{number}")
        officer.page.get_by_label("答复内容").fill(f"{officer.account}：可以提出异议。")

    first.presses("答复并办结")
    second.presses("答复并办结")

    page = second.page
    eye.on(page, "answered-meanwhile")
    expect(page.get_by_text("您刚才填写的内容没有保存，可以从这里复制")).to_be_visible()
    expect(page.get_by_text("lina：可以提出异议。")).to_be_visible()
    expect(page.get_by_text("zhangwei：可以提出异议。")).to_be_visible()
