"""Members of staff and partners at their pages: everything found by role and label."""

import re

from playwright.sync_api import Locator, Page

from gateway.layout import NAVIGATION
from tests.support.browser import follow
from tests.support.ready import PASSWORD


class StaffNavigator:
    """One signed-in person."""

    def __init__(self, page: Page, account: str) -> None:
        self.page = page
        self.account = account
        page.goto("/staff/sign-in")
        self.signs_in(account)

    def signs_in(self, account: str) -> None:
        """Fills the sign-in page that is open."""
        self.page.get_by_label("账号").fill(account)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.presses("登录")

    def returns_to(self, path: str) -> None:
        """Opens a page after so long a time that the sign-in has ended."""
        self.page.goto(path)
        self.signs_in(self.account)

    def opens_first(self, menu: str) -> None:
        """Opens the first thing of a list."""
        self.unfolds_menu()
        entry = self.page.get_by_role("link", name=menu, exact=True)
        if not entry.count():
            follow(self.page.get_by_role("link", name=_group_of(menu), exact=True).first)
        follow(entry.first)
        follow(self.page.get_by_role("row").nth(1).get_by_role("link").first)

    def unfolds_menu(self) -> None:
        """In a narrow window everything of the header lies behind a menu."""
        menu = self.page.get_by_role("banner").get_by_text("菜单", exact=True)
        if menu.is_visible():
            menu.click()

    def unfolds(self, panel: str) -> Locator:
        """Opens a folded panel of the page; returns it."""
        heading = self.page.locator("summary").filter(has_text=re.compile(f"^{panel}"))
        heading.click()
        return self.page.get_by_role("group").filter(has=heading)

    def presses(self, button: str) -> None:
        follow(self.page.get_by_role("button", name=button, exact=True))

    def fills(self, **texts: str) -> None:
        """Fills the fields that are to be seen, by their labels."""
        for label, text in texts.items():
            self.page.get_by_label(label).filter(visible=True).fill(text)

    def chooses(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)

    def picks(self, label: str) -> None:
        """Picks a radio button or ticks a box."""
        self.page.get_by_label(label, exact=True).check()

    def sees(self, text: str) -> bool:
        return self.page.get_by_text(text).filter(visible=True).count() > 0


def _group_of(menu: str) -> str:
    """Whoever has many entries sees those of one group at a time."""
    return next(
        str(group.label)
        for group in NAVIGATION
        if menu in [str(item.label) for item in group.items]
    )
