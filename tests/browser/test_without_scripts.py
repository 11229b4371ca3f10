"""A4: officers decide and partners sign for what they get where no script runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.navigators.staff import StaffNavigator
from tests.browser.test_partner_desk import handed_to_the_department
from tests.support.browser import follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


def test_an_officer_decides_and_a_partner_signs_without_scripts(
    sqlite_town: Town, url: str, browser: Browser
) -> None:
    handed_to_the_department(sqlite_town)
    number = sqlite_town.files()["receipt_no"]

    with page_of(browser, url, java_script_enabled=False) as page:
        officer = StaffNavigator(page, "zhangwei")
        page.goto(f"/staff/submissions/{number}")
        officer.presses("受理")
        assert officer.sees("已受理，双方期限开始计算")
        officer.chooses("转往", "调解")
        officer.fills(理由="双方可能和解")
        officer.presses("转办")
    with page_of(browser, url, java_script_enabled=False) as page:
        partner = StaffNavigator(page, "zhoulan")
        follow(page.get_by_role("link", name="移送有权部门"))
        partner.presses("签收")
        expect(page.get_by_role("button", name="签收", exact=True)).to_have_count(0)
        expect(page.get_by_label("反馈处理结果")).to_be_visible()

    matter = sqlite_town.officer.get("intake", f"/api/v1/submissions/{number}").get_json()
    assert matter["status"] == "in_progress"
