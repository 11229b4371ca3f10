"""One Chromium for the run; pictures are kept in the folder that HUHANG_TEST_PICTURES names."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import CHROMIUM, chromium, overflow, served, violations
from tests.support.ready import copy_databases
from tests.support.town import Town

PICTURES = os.environ.get("HUHANG_TEST_PICTURES")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where there is no Chromium, browser tests are skipped, aloud."""
    if not CHROMIUM.exists():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One town for all tests of a module that do not mind what the others have filed."""
    folder = tmp_path_factory.mktemp("town")
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        yield town


@pytest.fixture(scope="module")
def shared_url(shared_town: Town) -> Iterator[str]:
    """The portal of the shared town."""
    with served(shared_town.gateway()) as found:
        yield found


_OUTLINE = """() => window.innerWidth + document.documentElement.outerHTML
    .replace(/>[^<]+</g, '><').replace(/="[^"]*[0-9][^"]*"/g, '=""')"""
_judged: set[str] = set()


class Eye:
    """Looks at pages: nothing serious for axe, nothing to scroll sideways.

    What differs from a page that was judged before only in its words and numbers is not judged again.
    """

    def __init__(self) -> None:
        self._seen = 0

    def on(self, page: Page, name: str) -> None:
        page.wait_for_load_state()
        self._seen += 1
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.screenshot(
                path=str(Path(PICTURES) / f"{name}-{self._seen:02}.png"), full_page=True
            )
        assert overflow(page) <= 0, f"{page.url} scrolls sideways by {overflow(page)} px"
        if page.evaluate("document.body.classList.contains('js-enabled')"):
            self._judge(page)

    def _judge(self, page: Page) -> None:
        outline = page.evaluate(_OUTLINE)
        if outline not in _judged:
            assert violations(page) == []
            _judged.add(outline)


@pytest.fixture
def eye() -> Eye:
    return Eye()
