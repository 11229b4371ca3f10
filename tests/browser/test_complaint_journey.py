"""J1, J5, J6: a complaint from the start page to the receipt, back to it, and filed twice."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from stdnum.iso7064 import mod_11_10

from deploy.demo.mailbox import text_of
from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import EN, ZH, Citizen
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
MOST_PAGES = 11


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


@pytest.mark.parametrize(
    ("name", "words", "options"),
    [
        ("zh", ZH, {}),
        ("en", EN, {"locale": "en-GB"}),
        ("narrow-without-scripts", ZH, {"viewport": NARROW, "java_script_enabled": False}),
    ],
)
def test_a_complaint_is_filed_and_followed(
    shared_url: str, browser: Browser, eye: Eye, name: str, words: Any, options: dict[str, Any]
) -> None:
    with page_of(browser, shared_url, **options) as page:
        citizen = Citizen(page, words)
        citizen.begins()
        citizen.answers_everything(lambda step: eye.on(page, f"{name}-{step}"))
        citizen.presses("submit")
        eye.on(page, f"{name}-done")
        received = citizen.sees(words["received"]) and citizen.sees(words["due"])
        receipt = citizen.receipt()
        pages = citizen.pages_seen
        citizen.tracks(receipt)
        eye.on(page, f"{name}-case")

        assert received
        assert re.fullmatch(r"\d{4} \d{4} \d{4} \d", receipt.number)
        assert mod_11_10.is_valid("".join(receipt.number.split()))
        assert pages <= MOST_PAGES
        assert citizen.sees(words["review"])
        assert page.url == f"{shared_url}{citizen.prefix}/my/case"


def test_in_the_large_view_everything_can_be_done_too(
    shared_url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, shared_url) as page:
        citizen = Citizen(page)
        citizen.opens("/")
        follow(page.get_by_role("button", name="长辈版"))
        eye.on(page, "elder-home")
        citizen.begins()
        citizen.answers_everything()
        citizen.presses("submit")
        eye.on(page, "elder-done")
        citizen.tracks(citizen.receipt())
        eye.on(page, "elder-case")

        assert citizen.sees("正在审查是否受理")


def test_a_double_click_files_once_with_one_mail_and_one_pdf_and_filing_again_leads_back(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url) as page:
        citizen = Citizen(page)
        citizen.begins()
        citizen.answers_everything()
        page.get_by_role("button", name="提交投诉").dblclick()
        page.wait_for_url("**/done")
        first = citizen.receipt()
        page.go_back()
        page.reload()
        page.goto(f"{url}/apply/complaint/check")
        assert citizen.receipt() == first
        sqlite_town.settle()

        _files_the_same_again(citizen)
        assert citizen.sees("您可能已经提交过")
        eye.on(page, "earlier")
        follow(page.get_by_role("button", name="用受理号和查询码打开原事项"))
        citizen.fills(number=first.number, code=first.code)
        citizen.presses("find")
        with page.expect_download() as paper:
            page.get_by_role("link", name="PDF").first.click()
        printed = _words_of(Path(paper.value.path()))
        follow(page.get_by_role("link", name="补充、留言、更正或撤回"))
        page.get_by_label("给经办人员留言").fill("又发现一家门店。")
        follow(page.get_by_role("button", name="发送留言"))
        assert citizen.sees("留言已发送。")

    assert "".join(first.number.split()) in printed
    [mail] = sqlite_town.mailbox.to("quanliren@example.cn")
    told = f"{mail['Subject']} {text_of(mail)}"
    assert "".join(first.number.split()) in "".join(told.split())
    for secret in ("13803750001", "红星五金商行", *first.code.split()):
        assert secret not in told
    listed = sqlite_town.officer.get("intake", "/api/v1/submissions").get_json()["items"]
    assert len(listed) == 1


def _files_the_same_again(citizen: Citizen) -> None:
    """The same right against the same respondent, in the same browser."""
    follow(citizen.page.get_by_role("button", name="再提交一件投诉"))
    citizen.opens("/apply/complaint/about-right")
    citizen.picks("trademark")
    citizen.fills(right_number="12345678")
    citizen.presses("next")
    citizen.opens("/apply/complaint/respondent")
    citizen.fills(respondent_name="红星五金商行")
    citizen.presses("next")


def _words_of(pdf: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(pdf).pages)


def test_in_two_tabs_both_see_the_same_receipt(
    sqlite_town: Town, url: str, browser: Browser
) -> None:
    with page_of(browser, url) as page:
        citizen = Citizen(page)
        citizen.begins()
        citizen.answers_everything()
        other = page.context.new_page()
        other.goto(page.url)
        citizen.presses("submit")
        follow(other.get_by_role("button", name="提交投诉"))

        assert Citizen(other).receipt() == citizen.receipt()
    listed = sqlite_town.officer.get("intake", "/api/v1/submissions").get_json()["items"]
    assert len(listed) == 1
