"""A partner's system shows a key: for its desk, for what it was made for, until it is ended."""

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from gateway.api_keys import SCOPES, NewKey, covers
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, summary, words

PAGE, INBOX = "/staff/api-keys", "/api/v1/inbox"
MARKET = {"code": "410403:market", "kind": "market", "name": "卫东区市场监督管理局"}
WANTED = {"name": "市场监管案件系统", "desk": MARKET["code"], "scopes": ["read"], "days": "30"}


@pytest.fixture
def administrator(portal: Portal, services: dict[str, FakeTransport]) -> Visitor:
    services["referral"].answer("GET", "/api/v1/desks", {"items": [MARKET]})
    services["referral"].answer("GET", INBOX, {"items": [], "next": None, "counts": {}})
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "admin", "password": PASSWORD})
    return visitor


def key_of(page: TestResponse) -> str:
    """The secret that a page shows this one time."""
    found = re.search(r'id="api-key">(\w+[^<]+)<', page.text)
    assert found, words(page)
    return found[1]


def asks(portal: Portal, key: str, path: str = INBOX, method: str = "GET") -> TestResponse:
    headers = {"Authorization": f"Bearer {key}"}
    return Client(portal.app).open(path, method=method, headers=headers)


def test_a_key_is_shown_once_and_calls_in_the_name_of_its_desk(
    administrator: Visitor, portal: Portal
) -> None:
    key = key_of(administrator.fill(PAGE, WANTED))

    me = asks(portal, key, "/api/v1/me").get_json()

    assert (me["organisation"], me["roles"]) == (MARKET["code"], ["partner"])
    assert asks(portal, key).status_code == 200
    later = administrator.get(PAGE)
    assert key not in later.text
    assert "市场监管案件系统" in words(later)
    assert "尚未使用" not in words(later)


def test_a_key_serves_only_what_it_was_made_for(
    administrator: Visitor, portal: Portal, services: dict[str, FakeTransport]
) -> None:
    key = key_of(administrator.fill(PAGE, WANTED))
    before = len(services["referral"].calls)

    answer = asks(portal, key, "/api/v1/referrals/01R/acts", "POST")

    assert (answer.status_code, answer.get_json()["code"]) == (403, "scope_missing")
    assert len(services["referral"].calls) == before


def test_a_key_that_was_ended_or_has_run_out_opens_nothing(
    administrator: Visitor, portal: Portal
) -> None:
    ended = key_of(administrator.fill(PAGE, WANTED))
    page = administrator.get(PAGE)
    path = re.search(r'action="(/staff/api-keys/\w+/revocation)"', page.text)
    assert path
    administrator.post(path[1])
    running_out = key_of(administrator.fill(PAGE, WANTED))

    portal.clock.advance(timedelta(days=30))

    assert [asks(portal, each).status_code for each in (ended, running_out)] == [401, 401]
    assert asks(portal, "hhk_made-up").status_code == 401


def test_a_key_has_a_measure_of_its_own(tmp_path: Path, services: dict[str, FakeTransport]) -> None:
    with closing(Portal(tmp_path, {"HUHANG_RATE_API_KEY": "2/60"}, services)) as portal:
        market = NewKey(
            name="案件系统",
            organisation=MARKET["code"],
            kind="market",
            scopes=("read",),
            days=1,
            by="admin",
        )
        _key, busy = portal.gateway.keys.make(market)
        _other, quiet = portal.gateway.keys.make(market)

        statuses = [asks(portal, busy, "/api/v1/me").status_code for _ in range(3)]

        assert statuses == [200, 200, 429]
        assert asks(portal, quiet, "/api/v1/me").status_code == 200


def test_what_a_key_did_is_in_the_log_under_its_own_name(
    administrator: Visitor, portal: Portal
) -> None:
    key = key_of(administrator.fill(PAGE, WANTED))
    asks(portal, key, "/api/v1/referrals/01R")

    page = administrator.get(PAGE)
    log = re.search(r'href="(/staff/audit\?key=\w+)"', page.text)
    assert log

    assert "GET /api/v1/referrals/{id}" in words(administrator.get(log[1]))


def test_an_empty_form_says_what_is_missing(administrator: Visitor) -> None:
    page = administrator.fill(PAGE, {"name": "", "days": "0"})

    assert page.status_code == 422
    assert set(summary(page)) == {"#name", "#desk", "#scopes", "#days"}


def test_nobody_else_gets_at_the_keys(portal: Portal) -> None:
    officer = Visitor(portal.app)
    officer.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})

    assert officer.get(PAGE).status_code == 404
    assert officer.post(PAGE, WANTED).status_code == 404


@pytest.mark.parametrize(
    ("asked", "scope"),
    [
        ("GET /api/v1/inbox", "read"),
        ("HEAD /api/v1/inbox", "read"),
        ("GET /api/v1/referrals/01R", "read"),
        ("GET /api/v1/referrals/01R/documents/covering_letter", "files"),
        ("POST /api/v1/transfers/01T/package", "files"),
        ("POST /api/v1/referrals/01R/acts", "answer"),
        ("POST /api/v1/confirmations/01C/decision", "answer"),
        ("POST /api/v1/transfers/01T/forwarding", "answer"),
        ("POST /api/v1/referrals", "open"),
        ("POST /api/v1/transfers/01T/approval", ""),
        ("GET /api/v1/submissions", ""),
        ("POST /api/v1/referrals/01R/guest-links", ""),
        ("GET /api/v1/messages", ""),
    ],
)
def test_each_request_is_covered_by_one_scope_or_by_none(asked: str, scope: str) -> None:
    method, path = asked.split(" ")

    assert [each for each in SCOPES if covers([each], method, path)] == ([scope] if scope else [])
