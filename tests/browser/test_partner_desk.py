"""A department signs for what it got, takes it along and answers; the supervisor sees who is late."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from deploy.packages import package
from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
MARKET = "410403:market"
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(400)


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


def handed_to_the_department(town: Town) -> str:
    """A lead that lies on the desk of a department; returns its receipt number."""
    receipt_no = str(town.files()["receipt_no"])
    town.accepts(receipt_no)
    body = {"flow": "department", "desk": MARKET, "purpose": "请依法处理。"}
    opened = town.officer.post(
        "referral", "/api/v1/referrals", body | {"receipt_no": receipt_no}
    ).get_json()
    path = f"/api/v1/referrals/{opened['referral_id']}"
    for code in ("covering_letter", "material_list"):
        paper = {"code": code, "title": "材料", "text": "正文"}
        town.officer.act("referral", path, "documents", paper)
    town.officer.act("referral", path, "acts", {"act": "send"})
    town.settle()
    return receipt_no


def test_a_department_signs_takes_everything_along_and_answers(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye, tmp_path: Path
) -> None:
    receipt_no = handed_to_the_department(sqlite_town)

    with page_of(browser, url) as page:
        partner = StaffNavigator(page, "zhoulan")
        eye.on(page, "partner-inbox")
        page.get_by_role("link", name="移送有权部门").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="全部下载").click()
        download.value.save_as(tmp_path / "p.zip")
        partner.presses("签收")
        partner.presses("上传")
        assert partner.sees("请选择文件")
        page.get_by_label("加入文件").set_input_files(
            {"name": "现场照片.png", "mimeType": "image/png", "buffer": PHOTO}
        )
        partner.presses("上传")
        page.get_by_label("反馈处理结果").check()
        partner.presses("提交")
        eye.on(page, "partner-refused")
        page.get_by_label("反馈处理结果").check()
        page.get_by_role("textbox", name="说明").fill("已没收侵权商品十二件。")
        page.get_by_role("textbox", name="文号").fill("平市监函[2026]12号")
        partner.presses("提交")
        eye.on(page, "partner-answered")
        assert partner.sees("平市监函〔2026〕12号")
        with page.expect_download() as photo:
            page.get_by_role("link", name="现场照片.png").click()
        assert Path(photo.value.path()).read_bytes() == PHOTO

    keys = str(sqlite_town.services["referral"].settings.keys_folder / "public.json")
    checked = CliRunner().invoke(package, ["verify", str(tmp_path / "p.zip"), "--keys", keys])
    assert checked.exit_code == 0, checked.output
    assert "in the audit log at position" in checked.output
    sqlite_town.settle()
    told = sqlite_town.officer.get("intake", f"/api/v1/submissions/{receipt_no}/timeline")
    assert "移送有权部门：反馈处理结果" in {each["text"] for each in told.get_json()["items"]}


def test_a_supervisor_sees_who_is_late_and_asks_for_supervision(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    handed_to_the_department(sqlite_town)
    sqlite_town.clock.advance(timedelta(days=10))

    with page_of(browser, url) as page:
        chief = StaffNavigator(page, "wangqiang")
        page.goto("/staff/overdue")
        eye.on(page, "overdue")
        page.get_by_role("link", name="申请督办").click()
        page.get_by_label("久拖未决或者逾期").check()
        page.get_by_label("事由").fill("逾期未签收，请督办。")
        chief.presses("下一步")
        page.get_by_label("下达督办单").check()
        chief.presses("提交")
        eye.on(page, "supervision")

        assert chief.sees("已下达督办单")


def test_a_receiver_without_an_account_answers_by_a_link_and_a_code(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    handed_to_the_department(sqlite_town)

    with page_of(browser, url) as page, page_of(browser, url) as elsewhere:
        officer = StaffNavigator(page, "zhangwei")
        page.goto("/staff/referrals")
        page.get_by_role("link", name="移送有权部门").first.click()
        page.get_by_text("生成一次性链接").click()
        page.get_by_label("给谁").fill("法规科王强")
        officer.presses("生成")
        eye.on(page, "guest-link")
        address = page.locator("#guest-links .hh-break").inner_text()
        code = page.locator("#guest-code").inner_text()

        elsewhere.goto(f"/en{urlsplit(address).path}")
        elsewhere.get_by_label("Code of 8 digits").fill("1234")
        elsewhere.get_by_label("Your name").fill("王强")
        elsewhere.get_by_role("button", name="Go on").click()
        eye.on(elsewhere, "guest-door-refused")
        elsewhere.get_by_label("Code of 8 digits").fill(code)
        elsewhere.get_by_role("button", name="Go on").click()
        eye.on(elsewhere, "guest")
        elsewhere.get_by_role("button", name="Sign for it").click()
        elsewhere.get_by_label("Report the result").check()
        elsewhere.get_by_role("textbox", name="Explanation").fill("已没收侵权商品十二件。")
        elsewhere.get_by_role("button", name="Submit").click()
        eye.on(elsewhere, "guest-answered")
        assert "by link" in elsewhere.get_by_role("main").inner_text()

        page.reload()
        assert officer.sees("凭链接")
