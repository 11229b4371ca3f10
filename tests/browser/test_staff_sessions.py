"""A long form and a session that ends meanwhile: there is a warning, and nothing typed is lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.ready import PASSWORD
from tests.support.town import Town

pytestmark = pytest.mark.browser
REPORT = "经查，红星五金商行自2026年3月起销售假冒扳手，非法经营数额八万三千元。"
SOON, OVER = "您很快会自动退出", "您已自动退出"


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    receipt_no = sqlite_town.files()["receipt_no"]
    sqlite_town.accepts(receipt_no)
    sqlite_town.routes(receipt_no, "police")
    with served(sqlite_town.gateway()) as found:
        yield found


def _types_a_report(page: Page) -> StaffNavigator:
    officer = StaffNavigator(page, "zhangwei")
    officer.opens_first("移送公安")
    page.get_by_label("办案人员二（账号）").fill("lina")
    officer.picks("假冒注册商标罪")
    page.locator("#figure_213_illegal_turnover_fen").fill("83000")
    officer.fills(书面报告=REPORT)
    return officer


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("narrow", {"viewport": NARROW}),
        ("without-scripts", {"java_script_enabled": False}),
    ],
)
def test_what_was_typed_is_there_after_signing_in_again(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye, name: str, options: dict[str, Any]
) -> None:
    with page_of(browser, url, **options) as page:
        officer = _types_a_report(page)
        sqlite_town.clock.advance(timedelta(minutes=20))
        officer.presses("提交报告")
        eye.on(page, f"session-over-{name}")
        officer.signs_in("zhangwei")
        eye.on(page, f"session-kept-{name}")

        assert officer.sees("填写的内容还在，尚未提交")
        assert page.get_by_label("书面报告").input_value() == REPORT
        assert page.get_by_label("办案人员二（账号）").input_value() == "lina"
        assert page.locator("#figure_213_illegal_turnover_fen").input_value() == "83000"

        officer.presses("提交报告")

        assert officer.sees("报告已提交，等待另一名办案人员签署")


def test_there_is_a_warning_and_one_press_goes_on(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url, viewport=NARROW) as page:
        page.clock.install()
        officer = _types_a_report(page)
        early = officer.sees(SOON)
        _pass(page, sqlite_town, minutes=13, seconds=1)
        warned = officer.sees(SOON)
        eye.on(page, "session-warning")
        page.get_by_role("button", name="继续工作").click()
        page.get_by_text(SOON).wait_for(state="hidden")
        _pass(page, sqlite_town, minutes=12)
        officer.presses("提交报告")

        assert (early, warned) == (False, True)
        assert officer.sees("报告已提交，等待另一名办案人员签署")


def test_afterwards_the_page_says_so_and_work_in_another_tab_counts(
    sqlite_town: Town, url: str, browser: Browser
) -> None:
    with page_of(browser, url) as page:
        page.context.clock.install()
        officer = _types_a_report(page)
        _pass(page, sqlite_town, minutes=10)
        other = page.context.new_page()
        other.goto("/staff/submissions")
        _pass(page, sqlite_town, minutes=6)
        still_in = not officer.sees(OVER)
        _pass(page, sqlite_town, minutes=10)
        page.get_by_text(OVER).wait_for()

        assert still_in


def _pass(page: Page, town: Town, **time: int) -> None:
    """Time goes by, for the browser and for the portal."""
    town.clock.advance(timedelta(**time))
    page.clock.fast_forward(int(timedelta(**time).total_seconds() * 1000))


def test_an_approval_asks_once_more_who_one_is(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url) as page:
        _types_a_report(page).presses("提交报告")
    with page_of(browser, url) as page:
        second = StaffNavigator(page, "lina")
        second.opens_first("移送公安")
        second.presses("签署报告")
    with page_of(browser, url, viewport=NARROW) as page:
        chief = StaffNavigator(page, "wangqiang")
        chief.opens_first("移送公安")
        sqlite_town.clock.advance(timedelta(minutes=6))
        page.get_by_label("意见").fill("证据充分")
        chief.presses("批准移送")
        eye.on(page, "proof")
        page.get_by_label("密码").fill("wrong-password")
        chief.presses("确认")
        eye.on(page, "proof-error")
        page.get_by_label("密码").fill(PASSWORD)
        chief.presses("确认")
        kept = page.get_by_label("意见").input_value()
        chief.presses("批准移送")

        assert kept == "证据充分"
        assert chief.sees("待发出")


def test_one_sees_where_one_is_signed_in_and_ends_it(url: str, browser: Browser, eye: Eye) -> None:
    with page_of(browser, url) as there, page_of(browser, url, viewport=NARROW) as here:
        elsewhere = StaffNavigator(there, "zhangwei")
        officer = StaffNavigator(here, "zhangwei")
        officer.unfolds_menu()
        follow(here.get_by_role("link", name="我的登录"))
        eye.on(here, "sign-ins")
        follow(here.get_by_role("button", name="结束这个登录"))
        officer.unfolds_menu()
        follow(here.get_by_role("button", name="English"))
        eye.on(here, "sign-ins-en")
        there.goto("/staff/submissions")

        assert officer.sees("My sign-ins")
        assert here.get_by_role("button", name="End this sign-in").count() == 0
        assert elsewhere.sees("工作人员登录")
