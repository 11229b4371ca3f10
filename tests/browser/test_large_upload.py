"""A film from a telephone: sent in parts, gone on with after the net was away."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.navigators.citizen import Citizen
from tests.support.browser import page_of

pytestmark = pytest.mark.browser
MEGABYTE = 1024 * 1024


def test_a_film_of_more_than_eight_megabytes_arrives_though_a_part_is_lost(
    browser: Browser, shared_url: str, tmp_path: Path
) -> None:
    film = tmp_path / "仓库夜间.mp4"
    film.write_bytes(b"\x00\x00\x00\x18ftypisom" + bytes(9 * MEGABYTE))
    lost: list[str] = []

    def lose_the_second(route: Route) -> None:
        if "/large/" in route.request.url and not route.request.url.endswith("/done"):
            lost.append(route.request.url)
            if len(lost) == 2:
                route.abort()
                return
        route.continue_()

    with page_of(browser, shared_url) as page:
        citizen = Citizen(page)
        citizen.begins()
        page.goto("/apply/complaint/evidence")
        page.route("**/evidence/large/**", lose_the_second)
        page.get_by_label("选择一个文件").set_input_files(film)
        page.get_by_label("这份文件说明什么").fill("夜间装车")
        page.get_by_role("button", name="上传这个文件").click()

        expect(page.get_by_text("仓库夜间.mp4").first).to_be_visible(timeout=20_000)
        expect(page.get_by_text("夜间装车")).to_be_visible()
        assert len(lost) == 4  # three parts, one of them twice
