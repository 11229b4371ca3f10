"""A link opens a file of the police and an application to a court as well, each with acts of its own."""

from typing import Any

import pytest

from gateway.guests import guest
from gateway.sessions import GUEST
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, summary, words

CODE = {"code": "12345678", "name": "王强"}
COMMON: dict[str, Any] = {
    "receipt_no": "2611210219942",
    "desk_name": "经侦支队",
    "documents": [],
    "clocks": [],
    "possible_now": ["receipt", "decide"],
}
TRANSFER = COMMON | {
    "transfer_id": "01ITEM",
    "status": "sent",
    "sent_at": "2026-11-21T02:00:00Z",
    "report": {"offence_name": "假冒注册商标罪", "summary": "现场查获。"},
    "case_no": "",
}
CONFIRMATION = COMMON | {
    "confirmation_id": "01ITEM",
    "status": "prepared",
    "effective_at": "2026-11-21T02:00:00Z",
    "ruling_no": "",
}


@pytest.fixture
def referral(services: dict[str, FakeTransport]) -> FakeTransport:
    return services["referral"]


def inside(portal: Portal, referral: FakeTransport, kind: str, item: dict[str, Any]) -> Visitor:
    """Somebody who came in by a link to a hand-over of this kind."""
    came = {"link_id": "01LINK", "kind": kind, "item_id": "01ITEM", "name": "王强"}
    referral.answer("POST", "/api/v1/guest-links/entrance", came)
    referral.answer("GET", f"/api/v1/{kind}/01ITEM", item, headers={"ETag": '"v7"'})
    visitor = Visitor(portal.app)
    visitor.fill("/handover/01LINK.abc", CODE)
    return visitor


@pytest.mark.parametrize(
    ("kind", "item", "seen"),
    [
        ("transfers", TRANSFER, ("涉嫌犯罪案件移送", "假冒注册商标罪", "待签收", "立案文号")),
        ("confirmations", CONFIRMATION, ("司法确认申请", "协议生效", "裁定书文号")),
    ],
)
def test_who_came_in_sees_what_it_is_and_what_can_be_done(
    portal: Portal, referral: FakeTransport, kind: str, item: dict[str, Any], seen: tuple[str, ...]
) -> None:
    page = inside(portal, referral, kind, item).get("/handover")

    assert page.status_code == 200
    assert [each for each in seen if each not in words(page)] == []


def test_the_police_sign_in_the_version_that_they_read(
    portal: Portal, referral: FakeTransport
) -> None:
    referral.answer("POST", "/api/v1/transfers/01ITEM/receipt", {})
    visitor = inside(portal, referral, "transfers", TRANSFER)
    visitor.get("/handover")

    answer = visitor.post("/handover/receipt", {"etag": '"v7"'})

    assert answer.status_code == 303
    [signed] = [each for each in referral.calls if each.path.endswith("/receipt")]
    assert signed.headers["If-Match"] == '"v7"'


def test_what_was_typed_stays_when_a_decision_is_refused(
    portal: Portal, referral: FakeTransport
) -> None:
    problem = {"code": "case_no_missing", "detail": "请填写立案文号"}
    referral.answer("POST", "/api/v1/transfers/01ITEM/decision", problem, status=422)
    visitor = inside(portal, referral, "transfers", TRANSFER)
    visitor.get("/handover")

    page = visitor.post("/handover/decision", {"decision": "filed", "reasons": "另有说明"})

    assert page.status_code == 422
    assert "请填写立案文号" in summary(page).values()
    assert "另有说明" in page.text


def test_a_court_is_asked_for_no_supplement(portal: Portal, referral: FakeTransport) -> None:
    visitor = inside(portal, referral, "confirmations", CONFIRMATION)
    visitor.get("/handover")

    assert visitor.post("/handover/supplement-request", {"wanted": "原件"}).status_code == 404


def test_a_session_that_names_no_kind_of_hand_over_asks_for_the_link_again(portal: Portal) -> None:
    came = guest({"link_id": "01LINK", "name": "王强"})
    token = portal.gateway.sessions.open_for_citizen(GUEST, came, "01ITEM")
    visitor = Visitor(portal.app)
    visitor.client.set_cookie("huhang_guest", token)

    page = visitor.get("/handover")

    assert (page.status_code, "请重新从链接进入" in words(page)) == (404, True)
