"""Both sides of a mediation at the public pages: invited, agreeing, told the time, signing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from deploy.demo.mailbox import text_of
from deploy.demo.matters import AGREEMENT, COMPLAINANT_EMAIL, RESPONDENT_EMAIL
from deploy.demo.stage import INVITATION, SIGNING_CODE
from tests.browser.conftest import Eye
from tests.browser.navigators.citizen import Citizen, Receipt
from tests.browser.navigators.staff import StaffNavigator
from tests.support.browser import NARROW, follow, page_of, served
from tests.support.town import Town

pytestmark = pytest.mark.browser
CASES = "/api/v1/mediation-cases"
ACCOUNTS = {"陈静": "chenjing", "刘洋": "liuyang", "赵磊": "zhaolei"}


@pytest.fixture
def url(sqlite_town: Town) -> Iterator[str]:
    with served(sqlite_town.gateway()) as found:
        yield found


@pytest.fixture
def receipt(sqlite_town: Town) -> Receipt:
    """A matter on its way to mediation."""
    filed = sqlite_town.files()
    sqlite_town.accepts(filed["receipt_no"])
    sqlite_town.routes(filed["receipt_no"], "mediation")
    return Receipt(filed["receipt_no"], filed["query_code"])


def _mailed(town: Town, address: str, pattern: re.Pattern[str]) -> str:
    texts = (text_of(mail) for mail in reversed(town.mailbox.to(address)))
    return next(found.group(1) for text in texts if (found := pattern.search(text)))


def _case(town: Town, receipt: Receipt) -> str:
    [row] = town.officer.get("mediation", f"{CASES}?receipt_no={receipt.number}").get_json()[
        "items"
    ]
    return f"{CASES}/{row['case_id']}"


def _session_is_booked(town: Town, receipt: Receipt) -> None:
    case = _case(town, receipt)
    candidates = town.officer.get("mediation", f"{case}/candidates").get_json()["items"]
    chosen = next(each for each in candidates if each["eligible"])
    assert town.officer.act("mediation", case, "proposal", {"expert_id": chosen["expert_id"]})
    answer = {"accepts": True, "has_conflict": False, "statement": "与双方均无利害关系。"}
    mediator = _mediator(town, chosen["name"])
    assert mediator.act("mediation", case, "proposal/answer", answer).status_code == 200
    slot = town.officer.get("mediation", f"{case}/free-slots").get_json()["items"][0]
    wish = {"room_id": slot["room_id"], "starts_at": slot["starts_at"], "minutes": 60}
    assert town.officer.post("mediation", f"{case}/sessions", wish).status_code == 201
    town.settle()


def _mediator(town: Town, name: str) -> Any:
    return town.staff(ACCOUNTS[name], "mediator")


def _agreement_is_drafted(town: Town, receipt: Receipt) -> None:
    seen = town.officer.get("mediation", _case(town, receipt)).get_json()
    outcome: dict[str, Any] = {"outcome": "agreed", "minutes_text": "双方到场。"}
    outcome |= {"agreement": AGREEMENT, "held_earlier": True}
    path = f"/api/v1/sessions/{seen['sessions'][-1]['session_id']}/outcome"
    mediator = _mediator(town, seen["mediator"]["name"])
    assert mediator.post("mediation", path, outcome).status_code == 200
    town.settle()


def _opens_invitation(page: Page, token: str) -> None:
    page.goto(f"/invitations/{token}")
    follow(page.get_by_role("button", name="查看邀请"))


def test_the_respondent_is_invited_agrees_and_both_sign(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye, receipt: Receipt
) -> None:
    link = _mailed(sqlite_town, RESPONDENT_EMAIL, INVITATION)
    with page_of(browser, url, viewport=NARROW) as page:
        page.goto(f"/invitations/{link}")
        eye.on(page, "invitation")
        follow(page.get_by_role("button", name="查看邀请"))
        eye.on(page, "invited")
        follow(page.get_by_role("button", name="提交答复"))
        eye.on(page, "invited-error")
        assert page.get_by_role("alert").get_by_text("请选择同意或不同意").is_visible()
        page.get_by_label("同意调解", exact=True).check()
        follow(page.get_by_role("button", name="提交答复"))
        eye.on(page, "agreed-to-mediate")
        assert page.get_by_text("已记录：您同意调解").is_visible()
        assert page.get_by_role("button", name="提交答复").count() == 0
        _session_is_booked(sqlite_town, receipt)
        page.reload()
        eye.on(page, "session-booked")
        assert page.get_by_text("调解时间已排定").is_visible()
        assert page.get_by_text("调解室").first.is_visible()
        _agreement_is_drafted(sqlite_town, receipt)
        page.reload()
        eye.on(page, "to-sign")
        page.get_by_label("签署码").fill("000000")
        follow(page.get_by_role("button", name="同意并签署"))
        assert page.get_by_role("alert").get_by_text("签署码不对").is_visible()
        page.get_by_label("签署码").fill(_mailed(sqlite_town, RESPONDENT_EMAIL, SIGNING_CODE))
        follow(page.get_by_role("button", name="同意并签署"))
        assert page.get_by_text("您已签署调解协议").is_visible()

    with page_of(browser, url) as page:
        Citizen(page).tracks(receipt)
        eye.on(page, "complainant-to-sign")
        page.get_by_label("签署码").fill(_mailed(sqlite_town, COMPLAINANT_EMAIL, SIGNING_CODE))
        follow(page.get_by_role("button", name="同意并签署"))
        sqlite_town.settle()
        page.reload()
        eye.on(page, "complainant-signed")
        assert page.get_by_text("查看调解协议").is_visible()


def test_without_scripts_the_respondent_can_decline(
    sqlite_town: Town, url: str, browser: Browser, receipt: Receipt
) -> None:
    link = _mailed(sqlite_town, RESPONDENT_EMAIL, INVITATION)
    with page_of(browser, url, java_script_enabled=False) as page:
        _opens_invitation(page, link)
        page.get_by_label("不同意调解").check()
        follow(page.get_by_role("button", name="提交答复"))

        assert page.get_by_text("调解已终止").is_visible()
    sqlite_town.settle()
    seen = sqlite_town.citizen(receipt.number).get(
        "intake", f"/api/v1/submissions/{receipt.number}"
    )
    assert seen.status_code == 200


def test_opening_the_link_many_times_changes_nothing(
    sqlite_town: Town, url: str, browser: Browser, receipt: Receipt
) -> None:
    link = _mailed(sqlite_town, RESPONDENT_EMAIL, INVITATION)
    before = sqlite_town.officer.get("mediation", _case(sqlite_town, receipt)).get_json()
    with page_of(browser, url) as page:
        for _ in range(3):
            page.goto(f"/invitations/{link}")
        _opens_invitation(page, link)

    after = sqlite_town.officer.get("mediation", _case(sqlite_town, receipt)).get_json()
    assert after == before


def test_a_side_that_does_not_sign_says_why_and_gets_another_text(
    sqlite_town: Town, url: str, browser: Browser, eye: Eye, receipt: Receipt
) -> None:
    case, respondent = (
        _case(sqlite_town, receipt),
        sqlite_town.citizen(receipt.number, "respondent"),
    )
    assert respondent.post("mediation", f"{case}/consents", {"agrees": True}).status_code == 200
    _session_is_booked(sqlite_town, receipt)
    _agreement_is_drafted(sqlite_town, receipt)
    name = sqlite_town.officer.get("mediation", case).get_json()["mediator"]["name"]

    with page_of(browser, url, viewport=NARROW) as page:
        _opens_invitation(page, _mailed(sqlite_town, RESPONDENT_EMAIL, INVITATION))
        page.get_by_text("不同意签署", exact=True).click()
        page.get_by_label("不签署的理由").fill("第二条的金额应当是四万元")
        follow(page.get_by_role("button", name="提交理由，不签署"))
        eye.on(page, "not-signed")
        assert page.get_by_text("已告知调解员").is_visible()

    with page_of(browser, url) as page:
        mediator = StaffNavigator(page, ACCOUNTS[name])
        mediator.opens_first("调解案件")
        eye.on(page, "mediator-told-why")
        assert mediator.sees("第二条的金额应当是四万元")
        page.get_by_text("修改协议文本", exact=True).click()
        assert page.get_by_label("金额（元）").input_value() == "12000.00"
        mediator.fills(协议内容="停止销售，赔偿四万元。")
        mediator.picks("被投诉人先签")
        mediator.presses("发出新文本")
        eye.on(page, "another-text")
        assert mediator.sees("等另一方先签")

    sqlite_town.settle()
    with page_of(browser, url) as page:
        Citizen(page).tracks(receipt)
        eye.on(page, "waits-for-the-other")
        assert page.get_by_text("协议已拟好，等对方先签署").is_visible()
        assert page.get_by_text("对方签署后，我们会把签署码发给您").is_visible()
        assert page.get_by_label("签署码").count() == 0
