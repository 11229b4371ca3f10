"""Ways of looking at a page, and what hinders somebody who looks that way."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from gateway.i18n import COOKIE as LANGUAGE_COOKIE
from gateway.i18n import LANGUAGES
from gateway.layout import ELDER, VIEW_COOKIE
from tests.support.browser import NARROW, WIDE, overflow, small_targets, violations

SWEEP = bool(os.environ.get("HUHANG_SWEEP"))
"""Whether every page is looked at in every view (``make sweep``), not in one or two of them."""
WIDE_EVERY = 4
STAFF_TARGET, PUBLIC_TARGET, ELDER_TARGET = 24, 44, 60
ZOOMED = {"width": 640, "height": 450}
"""What is left of 1280 px at 200 %."""
SPACING = """* { letter-spacing: .12em !important; word-spacing: .16em !important; }
* { line-height: 1.5 !important; }
p { margin-bottom: 2em !important; }"""
_SPACED = """css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
}"""
_UNFOLD = "document.querySelectorAll('main details').forEach(each => { each.open = true })"
_CLIPPED = """() => [...document.querySelectorAll('main *')].filter(e => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect()
    const cuts = ['hidden', 'clip'].includes(style.overflowY)
    return cuts && box.height > 2 && box.width > 2 && e.scrollHeight > e.clientHeight + 1
}).map(e => e.outerHTML.slice(0, 80))"""


@dataclass(frozen=True)
class View:
    """A width of the window, a language, and the large letters or not."""

    width: int
    language: str
    is_elder: bool = False

    @property
    def is_narrow(self) -> bool:
        return self.width == NARROW["width"]

    def path(self, path: str) -> str:
        """Where the page stands in this language."""
        is_prefixed = self.language == "en" and not path.startswith("/staff")
        return f"/en{path}" if is_prefixed else path

    def of(self, page: Page) -> None:
        """Makes a page's window and preferences so."""
        page.set_viewport_size(NARROW if self.is_narrow else WIDE)  # type: ignore[arg-type]
        view = ELDER if self.is_elder else "standard"
        own: dict[str, Any] = {"domain": "127.0.0.1"}
        page.context.add_cookies(
            [
                own | {"name": VIEW_COOKIE, "value": view, "path": "/"},  # type: ignore[list-item]
                own | {"name": LANGUAGE_COOKIE, "value": self.language, "path": "/staff"},  # type: ignore[list-item]
            ]
        )


WIDTHS = (WIDE["width"], NARROW["width"])
STAFF_VIEWS = tuple(View(*each) for each in product(WIDTHS, LANGUAGES))
PUBLIC_VIEWS = tuple(View(*each) for each in product(WIDTHS, LANGUAGES, (False, True)))


def views_of(path: str, nth: int) -> tuple[View, ...]:
    """The views that a page is looked at in: a narrow one and, now and then, a wide one; or all.

    Pages take turns, so that every view occurs all over the site.
    """
    every = STAFF_VIEWS if path.startswith("/staff") else PUBLIC_VIEWS
    narrow = [view for view in every if view.is_narrow]
    wide = [view for view in every if not view.is_narrow]
    if SWEEP:
        return every
    now_and_then = [wide[nth // WIDE_EVERY % len(wide)]] if nth % WIDE_EVERY == 0 else []
    return (narrow[nth % len(narrow)], *now_and_then)


def hindrances(page: Page, view: View) -> Iterable[str]:
    """What keeps somebody from using the page that is open, with all its panels unfolded."""
    page.evaluate(_UNFOLD)
    yield from _too_wide(page, "")
    # A wide window has the same colours.
    yield from violations(page, contrast=SWEEP or view.is_narrow)
    yield from small_targets(page, _target(page, view))
    if view.is_narrow:
        page.evaluate(_SPACED, SPACING)
        yield from _too_wide(page, " when spaced")
        yield from (f"cut off when spaced: {each}" for each in page.evaluate(_CLIPPED))
        page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
        page.evaluate(_SPACED, "")
        yield from _too_wide(page, " at 200 %")
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]


def _target(page: Page, view: View) -> int:
    if urlsplit(page.url).path.startswith("/staff"):
        return STAFF_TARGET
    return ELDER_TARGET if view.is_elder else PUBLIC_TARGET


def _too_wide(page: Page, when: str) -> Iterable[str]:
    if (by := overflow(page)) > 0:
        yield f"{by} px too wide{when}"
