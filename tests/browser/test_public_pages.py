"""The skip link, the description of the API and the local mailbox."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Eye
from tests.support.browser import NARROW, WIDE, page_of, served
from tests.support.kept_mails import INVITATION, keep_two
from tests.support.portal import Portal

pytestmark = pytest.mark.browser


def test_the_keyboard_reaches_the_content_first(shared_url: str, browser: Browser) -> None:
    with page_of(browser, shared_url) as page:
        page.goto("/track")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.id") == "receipt_no"


def test_the_api_can_be_read_and_tried_from_our_own_files(
    shared_url: str, browser: Browser
) -> None:
    with page_of(browser, shared_url) as page:
        page.goto("/api/docs")

        page.get_by_role("heading", name="护航 Huhang").wait_for()
        page.get_by_text("File a matter and follow it").wait_for()


@pytest.mark.parametrize(("prefix", "viewport"), [("", WIDE), ("/en", NARROW)], ids=["zh", "en"])
def test_the_mails_of_a_portal_on_this_machine_can_be_read(
    tmp_path: Path, browser: Browser, eye: Eye, prefix: str, viewport: Any
) -> None:
    keep_two(tmp_path / "mail")
    portal = Portal(tmp_path / "data", {"HUHANG_MAILBOX": str(tmp_path / "mail")}, transports={})
    with served(portal.app) as url, page_of(browser, url, viewport=viewport) as page:
        page.goto(f"{prefix}/mailbox")
        eye.on(page, f"mailbox{prefix.replace('/', '-')}-{viewport['width']}")

        assert page.get_by_role("article").count() == 2
        assert page.get_by_role("link", name=INVITATION).is_visible()
    portal.close()
