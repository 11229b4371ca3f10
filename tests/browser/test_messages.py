"""What people see of their messages: answering by a link, the inbox, the choices, the service report."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.matters import RESPONDENT_EMAIL
from tests.browser.conftest import Eye
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.mediated import MediatedMatter
from tests.support.town import Town

pytestmark = pytest.mark.browser
LINK = re.compile(r"(/attendance/\S+)")


@pytest.fixture
def story(sqlite_town: Town) -> MediatedMatter:
    return MediatedMatter(sqlite_town).gets_a_session()


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


def test_the_respondent_says_no_by_the_link_and_the_mediator_sees_it(
    story: MediatedMatter, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url, viewport=NARROW) as page:
        page.goto(story.mailed(RESPONDENT_EMAIL, LINK))
        eye.on(page, "attendance-asked")
        follow(page.get_by_role("button", name="不能参加"))
        eye.on(page, "attendance-answered")
    story.town.settle()

    with page_of(browser, url, viewport=NARROW) as page:
        mediator = StaffNavigator(page, story.mediator)
        eye.on(page, "mediator-header")
        mediator.opens_first("调解案件")
        eye.on(page, "attendance-seen")
        assert mediator.sees("不能参加")
        page.goto("/staff/messages")
        eye.on(page, "mediator-messages")
        assert mediator.sees("不能参加会议的通知")
        mediator.presses("全部标为已读")
        assert not mediator.sees("全部标为已读")


def test_the_complainant_reads_messages_and_chooses_ways(
    story: MediatedMatter, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url, viewport=NARROW) as page:
        page.goto("/track")
        page.get_by_label("受理号").fill(story.number)
        page.get_by_label("查询码").fill(story.code)
        follow(page.get_by_role("button", name="查询"))
        follow(page.get_by_role("link", name="发给您的通知"))
        eye.on(page, "citizen-messages")
        page.get_by_label("邮件", exact=True).uncheck()
        follow(page.get_by_role("button", name="保存"))
        eye.on(page, "citizen-chosen")

        assert not page.get_by_label("邮件", exact=True).is_checked()


def test_an_officer_reads_the_service_report_and_sends_again(
    story: MediatedMatter, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url) as page:
        officer = StaffNavigator(page, "zhangwei")
        page.goto(f"/staff/submissions/{story.number}")
        follow(page.get_by_role("link", name="送达情况表"))
        eye.on(page, "service-report")
        follow(page.get_by_role("button", name="重新发送").first)
        eye.on(page, "service-report-resent")

        assert officer.sees("已重新安排发送")
        page.goto("/staff/notices")
        eye.on(page, "notices")
        page.goto("/staff/messages")
        eye.on(page, "officer-messages")
        officer.picks("接收每日提要")
        officer.fills(接收邮箱="zhangwei@centre.example")
        officer.presses("保存")
        assert officer.sees("已保存")


def test_an_officer_notes_that_somebody_without_a_mailbox_was_called(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    number = sqlite_town.files(contact_email="", contact_phone="13803750001")["receipt_no"]
    sqlite_town.accepts(number)
    sqlite_town.settle()

    with page_of(browser, url) as page:
        officer = StaffNavigator(page, "zhangwei")
        page.goto(f"/staff/submissions/{number}/notices")
        page.locator("summary", has_text="已另行告知").first.click()
        eye.on(page, "service-report-by-hand")
        page.get_by_label("备注").first.fill("本人接听。")
        follow(page.get_by_role("button", name="记录").first)
        eye.on(page, "service-report-noted")

        assert officer.sees("zhangwei 电话告知")
        assert officer.sees("本人接听。")


def test_an_administrator_meets_a_refusal_on_the_page_of_partners(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye
) -> None:
    with page_of(browser, url) as page:
        administrator = StaffNavigator(page, "admin")
        page.goto("/staff/partners")
        eye.on(page, "partners")
        administrator.fills(名称="市市场监管局", 网址="https://partner.example/hook")
        page.get_by_label("受理", exact=True).check()
        administrator.presses("添加")
        eye.on(page, "partners-refused")

        assert administrator.sees("这个主机不在允许名单里")
