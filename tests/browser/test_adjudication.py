"""A patent dispute that nobody mediated: asked for, served and answered on the pages of both sides."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload

from deploy.demo.mailbox import text_of
from deploy.demo.matters import RESPONDENT_EMAIL
from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import Citizen, Receipt
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
PRIOR_ART: FilePayload = {
    "name": "现有技术.png",
    "mimeType": "image/png",
    "buffer": b"\x89PNG\r\n\x1a\n" + bytes(400),
}
SERVED = re.compile(r"/served/([\w.~-]+)")


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


@pytest.fixture
def receipt(sqlite_town: Town) -> Receipt:
    """An accepted complaint about a patent."""
    filed = sqlite_town.files(right_type="patent_invention", right_number="ZL202310000001.2")
    sqlite_town.accepts(filed["receipt_no"])
    return Receipt(filed["receipt_no"], filed["query_code"])


def _steps(town: Town, receipt: Receipt, *acts: dict[str, str]) -> None:
    [found] = (
        town.citizen(receipt.number).get("mediation", "/api/v1/proceedings").get_json()["items"]
    )
    path = f"/api/v1/proceedings/{found['proceeding_id']}"
    for act in acts:
        done = town.officer.act("mediation", path, "steps", act)
        assert done.status_code == 200, done.text
    town.settle()


def test_a_patent_holder_asks_and_the_other_side_answers_by_the_link_of_the_notice(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye, receipt: Receipt
) -> None:
    with page_of(browser, url) as page:
        Citizen(page).tracks(receipt)
        follow(page.get_by_role("link", name="请求行政裁决"))
        page.get_by_label("事实和理由").fill("对方销售的扳手具备权利要求 1 的全部技术特征。")
        follow(page.get_by_role("button", name="提交请求书"))
        eye.on(page, "request-error")
        assert page.get_by_role("alert").get_by_text("请选择有或没有").count() == 2
        assert "权利要求 1" in page.get_by_label("事实和理由").input_value()
        page.get_by_label("专利权人", exact=True).check()
        page.get_by_label("请求事项").fill("责令停止销售；主张权利要求 1 至 3。")
        page.get_by_label("证据", exact=True).fill("专利证书、购买发票。")
        for answer in page.get_by_label("没有", exact=True).all():
            answer.check()
        follow(page.get_by_role("button", name="提交请求书"))
        assert page.get_by_text("五个工作日内决定是否立案").is_visible()

    filed = {"act": "file", "note": "张伟（组长）、刘洋、陈静"}
    _steps(sqlite_town, receipt, filed, {"act": "serve"})
    mails = (text_of(mail) for mail in reversed(sqlite_town.mailbox.to(RESPONDENT_EMAIL)))
    token = next(found.group(1) for text in mails if (found := SERVED.search(text)))

    with page_of(browser, url, viewport=NARROW) as page:
        page.goto(f"/served/{token}")
        eye.on(page, "served")
        follow(page.get_by_role("button", name="查看案件"))
        follow(page.get_by_role("link", name="提交答辩或者意见"))
        eye.on(page, "to-answer")
        assert page.get_by_text("行政裁决答辩通知书").first.is_visible()
        page.get_by_text("提交答辩书", exact=True).first.click()
        page.locator("#files-answer").set_input_files(PRIOR_ART)
        follow(page.get_by_role("button", name="提交答辩书"))
        assert page.get_by_role("alert").is_visible()
        assert page.get_by_text("已上传：现有技术.png").is_visible()
        page.get_by_label("写给中心的内容").last.fill("我公司采用现有技术，不构成侵权。")
        follow(page.get_by_role("button", name="提交答辩书"))
        assert page.get_by_text("我公司采用现有技术").is_visible()

    _steps(sqlite_town, receipt, {"act": "forward"})
    with page_of(browser, url) as page:
        Citizen(page).tracks(receipt)
        follow(page.get_by_role("link", name="提交答辩或者意见"))
        assert page.get_by_text("我公司采用现有技术").is_visible()
        assert page.get_by_role("link", name="现有技术.png").is_visible()
        assert page.get_by_text("答辩书副本转送函").first.is_visible()
