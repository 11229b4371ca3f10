"""Hands that never leave the keyboard, and an eye on where the focus is."""

from playwright.sync_api import Page

MOST_TABS = 120
_FOCUSED = """() => {
    const at = document.activeElement, near = at.labels && at.labels.length ? at.labels[0] : at
    const marked = [at, near].some(e => ['', '::before'].some(part => {
        const s = getComputedStyle(e, part || null)
        return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
    }))
    const box = at.getBoundingClientRect()
    const top = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1))
    const inside = box.bottom > 0 && box.top < innerHeight
    const uncovered = top && (at.contains(top) || top.contains(at) || near.contains(top))
    const before = window.hhFocused
    const inOrder = !before || !before.isConnected || at === document.body
        || Boolean(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)
    const stuck = before === at && at !== document.body
    window.hhFocused = at
    const named = at.getAttribute('aria-label') || near.innerText || ''
    return {name: named.trim(), tag: at.tagName, seen: marked && inside,
            uncovered: Boolean(uncovered), inOrder, stuck,
            before: before ? before.outerHTML.slice(0, 120) : ''}
}"""

_HAS_CHOICE = """name => {
    const at = document.activeElement
    return at.type === 'radio' && [...document.getElementsByName(at.name)]
        .some(each => each.labels[0].innerText.trim().startsWith(name))
}"""


class Keyboard:
    """``faults``: where the focus was not to be seen, was covered, jumped back or went no further."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def goes_to(self, name: str) -> None:
        """Tabs on, in the order of the page, to what has this name."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self._looks().startswith(name):
                return
        raise AssertionError(f"no way to {name} on {self.page.url}")

    def _looks(self) -> str:
        found = self.page.evaluate(_FOCUSED)
        if found["tag"] == "BODY":
            return ""
        where = f"{self.page.url}: {found['name'] or found['tag']}"
        for fault, is_there in (
            ("not to be seen", not found["seen"]),
            ("covered", not found["uncovered"]),
            (f"out of order, after {found['before']}", not found["inOrder"] and not found["stuck"]),
            ("goes no further", found["stuck"]),
        ):
            self.faults += [f"{where}: {fault}"] if is_there else []
        return str(found["name"])

    def presses(self, name: str) -> None:
        """What leads to another page."""
        self.goes_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfolds(self, name: str) -> None:
        self.goes_to(name)
        self.page.keyboard.press("Enter")

    def writes(self, name: str, text: str) -> None:
        self.goes_to(name)
        self.page.keyboard.insert_text(text)

    def ticks(self, name: str) -> None:
        self.goes_to(name)
        self.page.keyboard.press("Space")

    def chooses(self, name: str) -> None:
        """Among radio buttons: to their group, then with the arrow."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            self._looks()
            if self.page.evaluate(_HAS_CHOICE, name):
                break
        else:
            raise AssertionError(f"no choice of {name} on {self.page.url}")
        self.page.keyboard.press("Space")
        while not self.page.evaluate(_FOCUSED)["name"].startswith(name):
            self.page.keyboard.press("ArrowDown")

    def selects(self, name: str, option: str) -> None:
        """In a list: down, to the option."""
        self.goes_to(name)
        while self.page.evaluate("document.activeElement.selectedOptions[0].text") != option:
            self.page.keyboard.press("ArrowDown")
