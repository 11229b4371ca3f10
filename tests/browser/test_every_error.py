"""J3: whatever is wrong, the summary has the focus and each of its lines leads to its field."""

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import EN, ZH, Citizen
from tests.support.browser import follow, page_of

pytestmark = pytest.mark.browser
PAGES = {
    "/start": 1,
    "/track": 2,
    "/apply/complaint/about-right": 1,
    "/apply/complaint/holder": 2,
    "/apply/complaint/respondent": 1,
    "/apply/complaint/facts": 2,
    "/apply/complaint/evidence": 1,
    "/apply/complaint/request": 1,
    "/apply/complaint/contact": 2,
}
"""Page → how many things are wrong with it when it is sent empty."""
MOST_MANDATORY = 9
"""What a complaint asks at least; evidence is never asked for."""


@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_each_page_sent_empty_says_what_is_missing_where(
    shared_url: str, browser: Browser, eye: Eye, words: dict[str, str]
) -> None:
    with page_of(browser, shared_url) as page:
        citizen = Citizen(page, words)
        citizen.begins()
        for path, wrong in PAGES.items():
            citizen.opens(path)
            follow(_button(page))
            eye.on(page, "error")
            assert page.title().startswith("错误：" if words is ZH else "Error:"), path
            lines = page.get_by_role("alert").get_by_role("link")
            assert lines.count() == wrong, path
            assert _focused(page) == "govuk-error-summary", path
            for number in range(wrong):
                _leads_to_its_field(page, number)


def test_a_complaint_demands_few_answers() -> None:
    asked = [page for page in PAGES if page.startswith("/apply/") and "evidence" not in page]

    assert sum(PAGES[page] for page in asked) <= MOST_MANDATORY


def _button(page: Page) -> Locator:
    """The first button of the page; Chromium calls the file input a button as well."""
    buttons = page.get_by_role("main").get_by_role("button")
    return buttons.nth(1 if page.url.endswith("/evidence") else 0)


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.className"))


def _leads_to_its_field(page: Page, number: int) -> None:
    line = page.get_by_role("alert").get_by_role("link").nth(number)
    text = line.inner_text()
    line.click()
    described = page.evaluate(
        """() => {
            const field = document.activeElement;
            const box = field.closest('fieldset');
            const ids = [field, box].map(e => e && e.getAttribute('aria-describedby') || '');
            return ids.join(' ').split(' ').filter(Boolean)
                .map(id => document.getElementById(id).innerText).join(' ');
        }"""
    )
    assert text in described
