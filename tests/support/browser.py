"""A served portal and a Chromium to look at it with."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """The applications log by themselves."""


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address under which ``app`` answers on this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page of a fresh visitor; fails when anything was asked of another host or refused by the CSP."""
    settings = {"viewport": WIDE, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
    context = browser.new_context(base_url=url, **settings)
    page = context.new_page()
    foreign: list[str] = []
    refused: list[str] = []
    page.on(
        "request", lambda sent: foreign.append(sent.url) if _is_foreign(sent.url, url) else None
    )
    page.on(
        "console",
        lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None,
    )
    try:
        yield page
        assert foreign == [], f"asked of other hosts: {foreign}"
        assert refused == [], f"refused by the policy: {refused}"
    finally:
        context.close()


def follow(control: Locator) -> None:
    """Press what leads to another page; back when that page is there, whole.

    A click alone returns while the answer is still on its way: who looks then sees the page that is
    going, or one that has no content yet.
    """
    with control.page.expect_navigation():
        control.click()


def _is_foreign(asked: str, own: str) -> bool:
    return not asked.startswith((own, "data:", "blob:"))


_VIOLATIONS = """([rules, contrast]) => axe.run(document, {
    runOnly: rules, rules: {'color-contrast': {enabled: contrast}},
    resultTypes: ['violations'], selectors: false, preload: false, iframes: false
}).then(found => found.violations.flatMap(rule =>
    rule.nodes.map(node => [rule.id, rule.impact, node.html.slice(0, 160)])))"""


@functools.cache
def _axe() -> str:
    return (files(axe_playwright_python) / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe finds, one line for each element.

    On public pages that is everything, on those of the staff what is serious or critical.
    ``contrast`` of each text is as much work as all other rules together.
    """
    page.evaluate(_axe())
    staff = urlsplit(page.url).path.startswith("/staff")
    return [
        f"{page.url} {rule} ({impact}): {element}"
        for rule, impact, element in page.evaluate(_VIOLATIONS, [RULES, contrast])
        if not staff or impact in {"serious", "critical"}
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def small_targets(page: Page, least: int) -> list[str]:
    """Buttons, fields and navigation that are lower than ``least`` pixels; a box counts with its label."""
    return list(
        page.evaluate(
            """least => [...document.querySelectorAll('main button, main input:not([type=hidden]),'
                + 'main select, .hh-header__tool, main [role=button]')]
                .map(e => e.closest('label') || e)
                .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < least)
                .map(e => e.outerHTML.slice(0, 80))""",
            least,
        )
    )
