"""The head of the office looks up who opened a matter, in a window of any width."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("narrow", {"viewport": NARROW}),
        ("without-scripts", {"java_script_enabled": False}),
    ],
)
def test_the_chief_finds_who_opened_a_matter(
    sqlite_town: Town, browser: Browser, eye: Eye, name: str, options: dict[str, Any]
) -> None:
    receipt_no = sqlite_town.files()["receipt_no"]
    other = sqlite_town.files()["receipt_no"]

    with served(sqlite_town.gateway()) as url:
        with page_of(browser, url, **options) as page:
            StaffNavigator(page, "zhangwei")
            for number in (receipt_no, other):
                page.goto(f"/staff/submissions/{number}")
        with page_of(browser, url, **options) as page:
            StaffNavigator(page, "wangqiang")
            page.goto("/staff/audit")
            eye.on(page, f"audit-{name}")
            page.get_by_label("受理号", exact=True).fill(receipt_no)
            follow(page.get_by_role("button", name="筛选"))
            eye.on(page, f"audit-{name}")
            rows = page.get_by_role("row")
            expect(rows).to_have_count(2)
            expect(rows.nth(1)).to_contain_text("zhangwei")
            expect(rows.nth(1)).to_contain_text("查看 · 来件")
