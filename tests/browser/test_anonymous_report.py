"""J2, J4 and J7 without scripts: a nameless report, gone on with elsewhere, asked about and answered."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import Citizen, Receipt
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.ready import copy_databases
from tests.support.town import Town

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {
    "viewport": NARROW,
    "java_script_enabled": False,
    "user_agent": "Telephone-of-the-reporter",
}
CAMERA = "Camera-of-the-reporter"
TRACES = (PHONE["user_agent"], "127.0.0.1")
"""What would tell who reported; the address is that of every browser here."""
FACTS = "市场东门三号摊位出售假冒“鹰城”商标的扳手。"
PIN = "4826"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the town keeps everything."""
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="module")
def town(folder: Path) -> Iterator[Town]:
    copy_databases(folder)
    with Town(folder, f"sqlite:///{folder}/{{service}}.db") as town:
        yield town


@pytest.fixture(scope="module")
def url(town: Town) -> Iterator[str]:
    with served(town.gateway()) as found:
        yield found


def _begins_and_takes_the_link_along(page: Page) -> str:
    page.goto("/apply/report")
    _presses(page, "开始填写")
    page.goto("/apply/report/facts")
    page.get_by_label("在哪里或哪个平台").fill("东门市场")
    page.get_by_role("textbox", name="经过").fill(FACTS)
    _presses(page, "保存并继续")
    page.goto("/resume")
    page.get_by_label("设 4 位数字").fill(PIN)
    _presses(page, "取得链接")
    return page.locator("#link").inner_text()


def _goes_on_and_reports(page: Page, link: str) -> Receipt:
    page.goto(urlsplit(link).path)
    page.get_by_label("您设的 4 位数字").fill(PIN)
    _presses(page, "继续填写")
    page.goto("/apply/report/facts")
    assert page.get_by_role("textbox", name="经过").input_value() == FACTS
    assert page.get_by_label("在哪里或哪个平台").input_value() == "东门市场"
    page.goto("/apply/report/respondent")
    page.get_by_label("不清楚对方是谁").check()
    _presses(page, "保存并继续")
    _uploads_a_photo(page)
    page.get_by_label("匿名", exact=True).check()
    _presses(page, "保存并继续")
    follow(page.get_by_role("button", name="核对并提交"))
    _presses(page, "提交举报")
    return Citizen(page).receipt()


def _uploads_a_photo(page: Page) -> None:
    """One that tells which camera took it."""
    photo, exif = io.BytesIO(), Image.Exif()
    exif[0x0110] = CAMERA
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG", exif=exif)
    file: Any = {"name": "摊位.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    page.get_by_label("选择一个文件").set_input_files(file)
    _presses(page, "上传这个文件")
    _presses(page, "保存并继续")


def _presses(page: Page, button: str) -> None:
    follow(page.get_by_role("button", name=button, exact=True))


def _officer_asks(town: Town, number: str) -> None:
    path = f"/api/v1/submissions/{number}"
    asked = {"purpose": "material", "asked_for": "摊位上有没有招牌？"}
    assert town.officer.act("intake", path, "supplement-request", asked).status_code == 200


def test_who_gives_no_name_is_asked_and_answers_by_number_and_code(
    town: Town, folder: Path, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url, **PHONE) as first:
        link = _begins_and_takes_the_link_along(first)
        eye.on(first, "resume-link")
    with page_of(browser, url, **PHONE) as second:
        receipt = _goes_on_and_reports(second, link)
        eye.on(second, "report-done")
    number = "".join(receipt.number.split())
    _officer_asks(town, number)
    with page_of(browser, url, **PHONE) as later:
        Citizen(later).tracks(receipt)
        eye.on(later, "report-case")
        later.goto("/my/case/talk")
        later.get_by_label("您的答复").fill("有，写着“五金批发”。")
        _presses(later, "提交补充")

    town.settle()
    matter = town.officer.get("intake", f"/api/v1/submissions/{number}").get_json()
    assert matter["identity"] == "anonymous"
    assert matter["supplements"][0]["answer"] == "有，写着“五金批发”。"
    assert [matter["fields"][each] for each in ("contact_name", "contact_phone")] == ["", ""]
    [photo] = matter["fields"]["evidence"]
    path = f"/api/v1/submissions/{number}/evidence/{photo['id']}"
    assert CAMERA.encode() not in town.officer.get("intake", path).data
    assert town.mailbox.all() == []
    assert _traces_in(folder) == []


def _traces_in(folder: Path) -> list[str]:
    kept = [each for each in folder.rglob("*") if each.is_file()]
    return [
        f"{each}: {trace}"
        for each in kept
        for trace in TRACES
        if trace.encode() in each.read_bytes()
    ]
