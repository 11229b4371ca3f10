"""The inbox of staff and of citizens, the count in the header, and what can be chosen."""

import json
from typing import Any

import pytest

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, summary, words

MESSAGES, CHOICES = "/api/v1/messages", "/api/v1/message-preferences"
UNREAD = {
    "notice_id": "01KNOTICE00000000000000001",
    "at": "2026-11-21T02:00:00Z",
    "template": "court_item",
    "receipt_no": "2611212345678",
    "is_read": False,
    "facts": {},
}
DIGEST = UNREAD | {
    "notice_id": "01KNOTICE00000000000000002",
    "template": "digest",
    "is_read": True,
    "facts": {
        "overdue": [{"receipt_no": "2611210000019", "name_zh": "决定是否受理", "name_en": "Decide"}]
    },
}


@pytest.fixture
def notification(services: dict[str, FakeTransport]) -> FakeTransport:
    found = services["notification"]
    found.answer("GET", MESSAGES, {"items": [UNREAD, DIGEST], "unread": 1})
    found.answer("GET", f"{MESSAGES}/unread", {"unread": 1})
    found.answer("GET", CHOICES, {"choices": {"digest": False, "address": ""}, "always": []})
    found.answer("POST", CHOICES, {"choices": {}, "always": []})
    found.answer("POST", f"{MESSAGES}/readings", {"read": 1})
    return found


@pytest.fixture
def officer(portal: Portal, notification: FakeTransport) -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    return visitor


def _sent(notification: FakeTransport) -> list[tuple[str, Any]]:
    return [
        (call.path, json.loads(body))
        for call, body in zip(notification.calls, notification.bodies, strict=True)
        if call.method == "POST"
    ]


def test_every_staff_page_says_how_many_messages_wait(officer: Visitor) -> None:
    page = officer.get("/staff/sign-ins")

    assert "消息 1 条未读" in words(page)


def test_a_notification_service_that_is_away_takes_no_page_with_it(
    officer: Visitor, notification: FakeTransport
) -> None:
    notification.is_away = True

    page = officer.get("/staff/sign-ins")

    assert page.status_code == 200
    assert "条未读" not in words(page)


def test_the_inbox_lists_messages_and_what_falls_due(officer: Visitor) -> None:
    page = officer.get("/staff/messages")

    text = words(page)
    assert "待签收通知" in text and "2611 2123 4567 8" in text
    assert "已超期（1）" in text and "决定是否受理" in text
    assert 'href="/staff/submissions/2611210000019"' in page.text


def test_looking_marks_nothing_as_read_and_the_button_does(
    officer: Visitor, notification: FakeTransport
) -> None:
    officer.get("/staff/messages")
    looked = _sent(notification)

    officer.post("/staff/messages/read", {"notice_id": UNREAD["notice_id"], "form_key": "k"})

    assert looked == []
    assert _sent(notification) == [(f"{MESSAGES}/readings", {"notice_ids": [UNREAD["notice_id"]]})]


def test_an_officer_chooses_the_digest(officer: Visitor, notification: FakeTransport) -> None:
    officer.get("/staff/messages")

    chosen = officer.post(
        "/staff/messages/preferences",
        {
            "digest": "yes",
            "address": " zhangwei@centre.example ",
            "language": "en",
            "form_key": "k",
        },
    )

    assert chosen.status_code == 303
    assert _sent(notification) == [
        (CHOICES, {"digest": True, "address": "zhangwei@centre.example", "language": "en"})
    ]


def test_a_digest_without_an_address_is_asked_for_one(
    officer: Visitor, notification: FakeTransport
) -> None:
    officer.get("/staff/messages")

    page = officer.post("/staff/messages/preferences", {"digest": "yes", "form_key": "k"})

    assert page.status_code == 422
    assert summary(page) == {"#address": "请填写接收邮箱"}
    assert _sent(notification) == []


@pytest.fixture
def complainant(
    portal: Portal, notification: FakeTransport, services: dict[str, FakeTransport]
) -> Visitor:
    notification.answer(
        "GET",
        CHOICES,
        {"choices": {"email": True, "sms": False}, "always": ["accepted", "refused"]},
    )
    invitation = {"receipt_no": "2611212345678", "case_id": "01CASE"}
    services["mediation"].answer("POST", "/api/v1/invitations/open", invitation)
    visitor = Visitor(portal.app)
    visitor.fill("/invitations/token")
    return visitor


def test_a_citizen_sees_what_was_told_and_what_the_law_wants_told(complainant: Visitor) -> None:
    page = complainant.get("/my/case/messages")

    text = words(page)
    assert page.status_code == 200
    assert "未读 待签收通知" in text
    assert "不能关闭" in text and "不予受理通知" in text
    assert "微信" not in text


def test_the_code_that_binds_wechat_stands_on_the_page_until_it_is_bound(
    complainant: Visitor, notification: FakeTransport
) -> None:
    offered = {"choices": {"email": True}, "always": []}
    bound = {"is_bound": True, "code": "2611212345678Cabc"}
    notification.answer("GET", CHOICES, offered | {"wechat": bound | {"is_bound": False}})
    before = words(complainant.get("/my/case/messages"))
    notification.answer("GET", CHOICES, offered | {"wechat": bound})
    after = words(complainant.get("/my/case/messages"))

    complainant.post("/my/case/messages/wechat/unbinding", {"form_key": "k"})

    assert "2611212345678Cabc" in before and "解除绑定" not in before
    assert "2611212345678Cabc" not in after and "解除绑定" in after
    assert _sent(notification) == [(CHOICES, {"wechat_unbind": True})]


def test_a_citizen_chooses_ways(complainant: Visitor, notification: FakeTransport) -> None:
    complainant.get("/my/case/messages")

    complainant.post("/my/case/messages/preferences", {"sms": "yes", "form_key": "k"})

    [(path, body)] = _sent(notification)
    assert (path, body) == (CHOICES, {"email": False, "sms": True, "wechat": False})


def test_a_stranger_is_sent_to_the_door(portal: Portal, notification: FakeTransport) -> None:
    page = Visitor(portal.app).get("/my/case/messages")

    assert page.status_code in {302, 303}
    assert notification.calls == []
