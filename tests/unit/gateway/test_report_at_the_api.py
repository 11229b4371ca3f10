"""A report that a system hands in names its officers as their accounts are called."""

import json
from typing import Any

import pytest
from werkzeug.test import Client

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal

REPORT = "/api/v1/transfers/01TRANSFER/report"


def passed_on(portal: Portal, services: dict[str, FakeTransport], body: Any) -> bytes:
    """What reaches referral of a report that somebody sends to the API."""
    services["referral"].answer("POST", REPORT, {})
    Client(portal.app).post(REPORT, data=body, content_type="application/json")
    return services["referral"].bodies[-1]


def test_a_caller_does_not_say_what_officers_are_called(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    body = {"officers": ["ZhangWei", "nobody"], "officer_names": ["局长", "市长"]}

    found = json.loads(passed_on(portal, services, json.dumps(body)))

    assert found["officers"] == body["officers"]
    assert found["officer_names"] == ["张伟", "nobody"]


@pytest.mark.parametrize("body", [b"not json", b"[" * 10_000, b"[1]", b'{"officers": "zhangwei"}'])
def test_what_cannot_be_read_is_left_to_the_service(
    portal: Portal, services: dict[str, FakeTransport], body: bytes
) -> None:
    sent = passed_on(portal, services, body)

    assert b"officer_names" not in sent
    assert sent.replace(b" ", b"") == body.replace(b" ", b"")
