"""A2: a report filed by keyboard alone; where the focus is can be seen at every step."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.navigators.citizen import Citizen
from tests.support.browser import page_of

pytestmark = pytest.mark.browser
MOST_TABS = 40
_FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect()
    const near = at.labels && at.labels.length ? at.labels[0] : at
    const marked = [at, near].some(e => ['', '::before'].some(part => {
        const s = getComputedStyle(e, part || null)
        return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
    }))
    const inside = box.bottom > 0 && box.top < innerHeight
    return {name: near.innerText.trim(), seen: marked && inside, tag: at.tagName}
}"""


class Keyboard:
    """Hands that never leave the keyboard."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.hidden: list[str] = []

    def goes_to(self, name: str) -> None:
        """Tabs on, in the order of the page, to what has this name."""
        for _ in range(MOST_TABS):
            self._page.keyboard.press("Tab")
            found = self._page.evaluate(_FOCUSED)
            if not found["seen"] and found["tag"] != "BODY":
                self.hidden.append(f"{self._page.url}: {found['name']}")
            if found["name"].startswith(name):
                return
        raise AssertionError(f"no way to {name} on {self._page.url}")

    def presses(self, name: str) -> None:
        """What leads to another page."""
        self.goes_to(name)
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def writes(self, name: str, text: str) -> None:
        self.goes_to(name)
        self._page.keyboard.insert_text(text)

    def ticks(self, name: str) -> None:
        self.goes_to(name)
        self._page.keyboard.press("Space")

    def chooses(self, first: str, name: str) -> None:
        """Among radio buttons: to the first, then with the arrow."""
        self.goes_to(first)
        self._page.keyboard.press("Space")
        while not self._page.evaluate(_FOCUSED)["name"].startswith(name):
            self._page.keyboard.press("ArrowDown")


def test_a_report_is_filed_by_keyboard_alone(shared_url: str, browser: Browser) -> None:
    with page_of(browser, shared_url) as page:
        hands = Keyboard(page)
        page.goto("/apply/report")

        hands.presses("开始填写")
        hands.presses("事情经过")
        hands.writes("在哪里或哪个平台", "东门市场")
        hands.writes("经过", "市场东门三号摊位出售假冒“鹰城”商标的扳手。")
        hands.presses("保存并继续")
        hands.ticks("不清楚对方是谁")
        hands.presses("保存并继续")
        hands.presses("没有文件，继续")
        hands.chooses("匿名", "匿名")
        hands.presses("保存并继续")
        hands.presses("核对并提交")
        hands.presses("提交举报")

        assert Citizen(page).receipt().number
        assert hands.hidden == []
