"""J1: a complaint from the start page to the receipt, and back to it by number and code."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import EN, ZH, Citizen
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
MOST_PAGES = 11


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


@pytest.mark.parametrize(
    ("name", "words", "options"),
    [
        ("zh", ZH, {}),
        ("en", EN, {"locale": "en-GB"}),
        ("narrow", ZH, {"viewport": NARROW}),
        ("without-scripts", ZH, {"java_script_enabled": False}),
    ],
)
def test_a_complaint_is_filed_and_followed(
    shared_url: str, browser: Browser, eye: Eye, name: str, words: Any, options: dict[str, Any]
) -> None:
    with page_of(browser, shared_url, **options) as page:
        citizen = Citizen(page, words)
        citizen.begins()
        citizen.answers_everything(lambda step: eye.on(page, f"{name}-{step}"))
        citizen.presses("submit")
        eye.on(page, f"{name}-done")
        received = citizen.sees(words["received"]) and citizen.sees(words["due"])
        receipt = citizen.receipt()
        pages = citizen.pages_seen
        citizen.tracks(receipt)
        eye.on(page, f"{name}-case")

        assert received
        assert re.fullmatch(r"\d{4} \d{4} \d{4} \d", receipt.number)
        assert pages <= MOST_PAGES
        assert citizen.sees(words["review"])
        assert page.url == f"{shared_url}{citizen.prefix}/my/case"


def test_in_the_large_view_everything_can_be_done_too(
    shared_url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, shared_url) as page:
        citizen = Citizen(page)
        citizen.opens("/")
        follow(page.get_by_role("button", name="长辈版"))
        eye.on(page, "elder-home")
        citizen.begins()
        citizen.answers_everything(lambda step: eye.on(page, f"elder-{step}"))
        citizen.presses("submit")
        eye.on(page, "elder-done")
        citizen.tracks(citizen.receipt())
        eye.on(page, "elder-case")

        assert citizen.sees("正在审查是否受理")


def test_a_double_click_files_once_and_the_receipt_stays(
    sqlite_town: Town, url: str, browser: Browser
) -> None:
    with page_of(browser, url) as page:
        citizen = Citizen(page)
        citizen.begins()
        citizen.answers_everything()
        page.get_by_role("button", name="提交投诉").dblclick()
        page.wait_for_url("**/done")
        first = citizen.receipt()
        page.go_back()
        page.reload()
        page.goto(f"{url}/apply/complaint/check")

        assert citizen.receipt() == first
    listed = sqlite_town.officer.get("intake", "/api/v1/submissions").get_json()["items"]
    assert len(listed) == 1


def test_in_two_tabs_both_see_the_same_receipt(
    sqlite_town: Town, url: str, browser: Browser
) -> None:
    with page_of(browser, url) as page:
        citizen = Citizen(page)
        citizen.begins()
        citizen.answers_everything()
        other = page.context.new_page()
        other.goto(page.url)
        citizen.presses("submit")
        follow(other.get_by_role("button", name="提交投诉"))

        assert Citizen(other).receipt() == citizen.receipt()
    listed = sqlite_town.officer.get("intake", "/api/v1/submissions").get_json()["items"]
    assert len(listed) == 1
