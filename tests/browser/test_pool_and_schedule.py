"""A mediator is drawn in public, keeps the own time, and a session is planned, moved and seen by rooms."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from services.mediation.domain.draw import verify
from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
CASES = "/api/v1/mediation-cases"
ACCOUNTS = {"陈静": "chenjing", "刘洋": "liuyang", "赵磊": "zhaolei"}


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


@pytest.fixture
def case_id(sqlite_town: Town) -> str:
    """A matter in which both sides agreed to mediation."""
    town = sqlite_town
    receipt_no = town.files()["receipt_no"]
    town.accepts(receipt_no)
    town.routes(receipt_no, "mediation")
    [row] = town.officer.get("mediation", CASES).get_json()["items"]
    case = f"{CASES}/{row['case_id']}"
    agreed = town.citizen(receipt_no, "respondent").post(
        "mediation", f"{case}/consents", {"agrees": True}
    )
    assert agreed.status_code == 200
    return str(row["case_id"])


def test_from_the_draw_to_a_moved_session(
    browser: Browser, url: str, case_id: str, sqlite_town: Town, eye: Eye
) -> None:
    with page_of(browser, url) as office, page_of(browser, url) as visitor:
        officer = StaffNavigator(office, "zhangwei")
        name = _draws(officer, case_id, visitor, eye)
        with page_of(browser, url) as own:
            _keeps_time_and_accepts(StaffNavigator(own, ACCOUNTS[name]), case_id, eye)
        _plans_and_moves(officer, case_id, eye)

    session = sqlite_town.officer.get("mediation", f"{CASES}/{case_id}").get_json()["sessions"]
    assert [each["is_live"] for each in session] == [True]


def _draws(officer: StaffNavigator, case_id: str, visitor: Page, eye: Eye) -> str:
    page = officer.page
    page.goto(f"/staff/cases/{case_id}")
    officer.presses("公布名单，准备抽取")
    proof = page.get_by_role("link", name="公示页").get_attribute("href")
    visitor.goto(str(proof))
    assert visitor.get_by_text("还没有抽取").is_visible()
    officer.fills(公开词="3 0 7")
    officer.presses("抽取")
    eye.on(page, "case-drawn")
    visitor.goto(str(proof))
    eye.on(visitor, "draw")
    with visitor.expect_download() as file:
        visitor.get_by_role("link", name="下载验证文件").click()
    assert verify(file.value.path().read_bytes())["public_word"] == "3 0 7"
    return str(visitor.locator("p.govuk-body-l strong").text_content())


def _keeps_time_and_accepts(mediator: StaffNavigator, case_id: str, eye: Eye) -> None:
    page = mediator.page
    page.goto("/staff/availability")
    page.locator("#from-0-1").select_option("10:00")
    page.locator("#until-0-1").select_option("12:00")
    page.locator("#away-from-1").fill("2026-12-24")
    mediator.presses("保存")
    eye.on(page, "availability")
    assert page.locator("#away-from-1").input_value() == "2026-12-24"
    page.goto(f"/staff/cases/{case_id}")
    mediator.picks("无")
    mediator.presses("接受")


def _plans_and_moves(officer: StaffNavigator, case_id: str, eye: Eye) -> None:
    page = officer.page
    page.goto(f"/staff/cases/{case_id}")
    eye.on(page, "slots")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")  # by keyboard alone
    page.get_by_role("button", name="排定会议").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("改期", exact=True).click()
    page.get_by_role("group", name="新的时段").get_by_role("radio").nth(3).check()
    officer.presses("改到这个时段")
    assert officer.sees("会议已改期")
    eye.on(page, "moved")
    follow(page.get_by_role("link", name="调解室", exact=True).first)
    eye.on(page, "rooms")
