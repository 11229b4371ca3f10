"""Official documents as people meet them: on the matter's page, when written by hand, when checked."""

import io
from collections.abc import Iterator

import pdfplumber
import pytest
from docx import Document
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture
def receipt(sqlite_town: Town) -> dict[str, str]:
    found = sqlite_town.files()
    sqlite_town.accepts(found["receipt_no"])
    sqlite_town.settle()
    return found


@pytest.fixture
def url(sqlite_town: Town, receipt: dict[str, str]) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


def _downloads(page: Page, name: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).first.click()
    with open(started.value.path(), "rb") as file:
        return file.read()


def _text(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return "".join(each.extract_text() for each in opened.pages)


def _opens_own_matter(page: Page, receipt: dict[str, str]) -> None:
    page.goto("/track")
    page.get_by_label("受理号").fill(receipt["receipt_no"])
    page.get_by_label("查询码").fill(receipt["query_code"])
    follow(page.get_by_role("button", name="查询"))


def test_a_complainant_downloads_the_notice_and_anybody_finds_it_genuine(
    browser: Browser, url: str, receipt: dict[str, str], eye: Eye
) -> None:
    with page_of(browser, url, viewport=NARROW) as page:
        _opens_own_matter(page, receipt)
        eye.on(page, "documents-citizen")
        notice = _downloads(page, "PDF 受理通知书")
        text = _text(notice)
        page.goto("/check")
        eye.on(page, "documents-check")
        file = {"name": "notice.pdf", "mimeType": "application/pdf", "buffer": notice}
        page.get_by_label("电子文件").set_input_files(files=[file])  # type: ignore[list-item]
        follow(page.get_by_role("button", name="查验"))

        assert "受理通知书" in text
        assert page.get_by_role("heading", name="是本中心出具的文书").is_visible()
        assert page.get_by_text("逐字节相同").is_visible()
        eye.on(page, "documents-genuine")


def test_a_code_from_a_paper_is_enough_and_a_changed_file_is_not_genuine(
    browser: Browser, url: str, receipt: dict[str, str], eye: Eye
) -> None:
    with page_of(browser, url) as page:
        _opens_own_matter(page, receipt)
        notice = _downloads(page, "PDF 受理通知书")
        code = _text(notice).split("校验码")[1].split()[0]

        page.goto(f"/check/{code.replace('-', '')}")
        is_found = page.get_by_role("heading", name="是本中心出具的文书").is_visible()
        page.goto("/en/check")
        page.get_by_label("Check code").fill(code.lower())
        follow(page.get_by_role("button", name="Check"))
        eye.on(page, "documents-genuine-english")
        page.goto("/check")
        changed = {"name": "n.pdf", "mimeType": "application/pdf", "buffer": notice + b" "}
        page.get_by_label("电子文件").set_input_files(files=[changed])  # type: ignore[list-item]
        follow(page.get_by_role("button", name="查验"))
        eye.on(page, "documents-not-genuine")

        assert is_found
        assert page.get_by_role("heading", name="是本中心出具的文书").count() == 0
        assert page.get_by_text("没有出具过").first.is_visible()


def test_an_officer_writes_a_paper_looks_at_it_and_issues_it(
    browser: Browser, url: str, receipt: dict[str, str], eye: Eye
) -> None:
    with page_of(browser, url) as page:
        StaffNavigator(page, "zhangwei")
        page.goto(f"/staff/submissions/{receipt['receipt_no']}")
        eye.on(page, "documents-officer")
        follow(page.get_by_role("link", name="起草文书"))
        eye.on(page, "documents-choice")
        follow(page.get_by_role("link", name="举报奖励告知书"))
        follow(page.get_by_role("button", name="出具"))
        eye.on(page, "documents-form-errors")
        summary = page.get_by_role("alert").first.inner_text()
        page.get_by_label("查处案件").fill("红星五金商行销售假冒扳手案")
        page.get_by_label("奖励金额").fill("12,000")
        page.get_by_label("领取期限").fill("2027-01-05")
        with page.expect_download() as started:
            page.get_by_role("button", name="预览 PDF").click()
        with open(started.value.path(), "rb") as file:
            preview = _text(file.read())
        follow(page.get_by_role("button", name="出具"))
        eye.on(page, "documents-issued")
        word = _downloads(page, "Word 举报奖励告知书")

        assert "奖励金额" in summary and "领取期限" in summary
        assert "壹万贰仟元整" in preview
        paragraphs = "".join(each.text for each in Document(io.BytesIO(word)).paragraphs)
        assert "平知援奖〔2026〕1号" in paragraphs


def test_goods_are_listed_row_by_row(
    browser: Browser, url: str, receipt: dict[str, str], eye: Eye
) -> None:
    with page_of(browser, url, viewport=NARROW) as page:
        StaffNavigator(page, "zhangwei")
        page.goto(f"/staff/submissions/{receipt['receipt_no']}/documents/new/goods_list")
        eye.on(page, "documents-rows")
        page.get_by_label("保管地点").fill("物证室二号柜")
        for column, text in (
            ("序号", "1"),
            ("名称", "扳手"),
            ("规格型号", "10寸"),
            ("数量", "80件"),
            ("特征和备注", "无"),
        ):
            page.get_by_label(f"{column} 1", exact=True).fill(text)
        follow(page.get_by_role("button", name="再加几行"))
        kept = page.get_by_label("名称 1", exact=True).input_value()
        page.get_by_label("名称 6", exact=True).fill("包装盒")
        follow(page.get_by_role("button", name="出具"))
        word = Document(io.BytesIO(_downloads(page, "Word 涉案物品清单")))

        cells = [cell.text for row in word.tables[1].rows for cell in row.cells]
        assert kept == "扳手"
        assert cells[5:10] == ["1", "扳手", "10寸", "80件", "无"]
        assert cells[11] == "包装盒"


def test_a_supervisor_withdraws_a_paper_and_the_check_says_so(
    browser: Browser, url: str, receipt: dict[str, str], eye: Eye
) -> None:
    with page_of(browser, url) as page:
        StaffNavigator(page, "wangqiang")
        page.goto(f"/staff/submissions/{receipt['receipt_no']}")
        follow(page.get_by_role("link", name="详情 受理通知书"))
        code = page.locator("dd.hh-mono").first.inner_text()
        eye.on(page, "documents-paper")
        page.get_by_label("撤销理由").fill("被投诉人名称有误")
        follow(page.get_by_role("button", name="撤销"))
        eye.on(page, "documents-withdrawn")
        page.goto(f"/check/{code}")
        eye.on(page, "documents-check-withdrawn")

        assert page.get_by_role("heading", name="这份文书已被撤销").is_visible()


def test_an_administrator_replaces_a_template(browser: Browser, url: str, eye: Eye) -> None:
    with page_of(browser, url) as page:
        StaffNavigator(page, "admin")
        page.goto("/staff/templates")
        eye.on(page, "documents-templates")
        follow(page.get_by_role("link", name="受理通知书", exact=True))
        template = Document(io.BytesIO(_downloads(page, "下载正在使用的模板")))
        template.paragraphs[4].add_run("联系人:{{ contact_person }}")
        _uploads(page, template)
        eye.on(page, "documents-template-unknown")
        is_named = page.get_by_text("contact_person").is_visible()
        can_be_used = page.get_by_role("button", name="启用").count()
        template.paragraphs[4].clear().add_run("请妥善保管本通知。受理号{{ receipt_no }}。")
        _uploads(page, template)
        preview = _downloads(page, "预览 PDF")
        follow(page.get_by_role("button", name="启用"))
        eye.on(page, "documents-template-live")

        assert is_named and can_be_used == 0
        assert "请妥善保管本通知" in _text(preview)
        assert page.get_by_text("使用中").is_visible()


def _uploads(page: Page, template: object) -> None:
    written = io.BytesIO()
    template.save(written)  # type: ignore[attr-defined]
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file = {"name": "受理通知书.docx", "mimeType": mime, "buffer": written.getvalue()}
    page.get_by_label("模板文件").set_input_files(files=[file])  # type: ignore[list-item]
    follow(page.get_by_role("button", name="上传"))
