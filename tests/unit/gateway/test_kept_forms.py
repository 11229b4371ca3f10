"""What was typed outlives the session: it is kept for its owner, shown again, and never sent by itself."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from gateway.app import create_staff_app
from gateway.storage.tables import drafts
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.transfer_page import PAGE, REPORT, offer_transfer
from tests.support.web_pages import Visitor, words

SIGN_IN = "/staff/sign-in"
KEPT = f"{SIGN_IN}?next=/staff/kept-forms/"


@pytest.fixture
def portal(tmp_path: Path, services: dict[str, FakeTransport]) -> Iterator[Portal]:
    """One in which somebody may sign in as often as there are forms."""
    portal = Portal(tmp_path, {"HUHANG_RATE_SIGN_IN": "0/60"}, transports=services)
    yield portal
    portal.close()


@pytest.fixture
def visitor(portal: Portal, services: dict[str, FakeTransport]) -> Visitor:
    offer_transfer(services)
    visitor = Visitor(portal.app)
    _signs_in(visitor, SIGN_IN)
    return visitor


def _signs_in(visitor: Visitor, led: str, account: str = "zhangwei") -> str:
    onward = re.findall(r'name="next" value="([^"]*)"', visitor.get(led).text)[-1]
    sent = {"account": account, "password": PASSWORD, "next": onward}
    return visitor.post(SIGN_IN, sent).location


def _sends_too_late(
    visitor: Visitor, portal: Portal, path: str = f"{PAGE}/report", page: str = PAGE
) -> str:
    """Where the form of a page leads when the session has ended meanwhile."""
    visitor.get(page)
    portal.clock.advance(timedelta(minutes=16))
    return visitor.post(path, REPORT).location


def _acts(services: dict[str, FakeTransport]) -> list[str]:
    return [each.path for fake in services.values() for each in fake.calls if each.method != "GET"]


def test_after_signing_in_again_the_form_is_there_as_it_was_typed(
    visitor: Visitor, portal: Portal, services: dict[str, FakeTransport]
) -> None:
    led = _sends_too_late(visitor, portal)
    told = words(visitor.get(led))

    page = visitor.get(_signs_in(visitor, led))

    assert led.startswith(KEPT)
    assert "已为您保留 30 分钟" in told
    assert page.status_code == 200
    assert "填写的内容还在，尚未提交" in words(page)
    assert REPORT["summary"] in page.text
    assert 'value="lina"' in page.text
    assert re.search(r'value="214"\s+checked', page.text)
    assert _acts(services) == []


def test_sent_again_it_is_done(
    visitor: Visitor, portal: Portal, services: dict[str, FakeTransport]
) -> None:
    visitor.get(_signs_in(visitor, _sends_too_late(visitor, portal)))

    answer = visitor.post(f"{PAGE}/report", REPORT)

    assert answer.location == PAGE
    assert _acts(services) == ["/api/v1/transfers/01TRANSFER/report"]


def test_somebody_else_does_not_see_it(visitor: Visitor, portal: Portal) -> None:
    led = _sends_too_late(visitor, portal)

    page = visitor.get(_signs_in(visitor, led, "lina"))

    assert page.location == "/staff"


def test_it_is_gone_after_half_an_hour(visitor: Visitor, portal: Portal) -> None:
    led = _sends_too_late(visitor, portal)
    portal.clock.advance(timedelta(minutes=31))

    page = visitor.get(_signs_in(visitor, led))

    assert page.location == "/staff"


def test_a_form_without_its_token_is_refused_and_not_kept(visitor: Visitor, portal: Portal) -> None:
    visitor.get(PAGE)
    portal.clock.advance(timedelta(minutes=16))

    answer = visitor.client.post(f"{PAGE}/report", data=REPORT)

    assert answer.status_code == 403
    assert _stored(portal) == []


def test_for_a_session_that_was_signed_out_nothing_is_kept(
    visitor: Visitor, portal: Portal
) -> None:
    left = visitor.client.get_cookie("huhang_staff", path="/staff")
    assert left is not None
    visitor.get(PAGE)
    visitor.post("/staff/sign-out")
    visitor.client.set_cookie("huhang_staff", left.value, path="/staff")
    visitor.get(SIGN_IN)

    answer = visitor.post(f"{PAGE}/report", REPORT)

    assert answer.location == SIGN_IN
    assert _stored(portal) == []


def test_the_database_cannot_be_read_without_the_link(visitor: Visitor, portal: Portal) -> None:
    led = _sends_too_late(visitor, portal)

    [row] = _stored(portal)

    assert REPORT["summary"] not in str(row)
    assert led.rpartition("/")[2] not in str(row)


def _stored(portal: Portal) -> list[sa.Row[object]]:
    with portal.engine.connect() as connection:
        return list(connection.execute(sa.select(drafts)))


def test_no_staff_form_acts_by_being_shown_again(
    visitor: Visitor, portal: Portal, services: dict[str, FakeTransport]
) -> None:
    app = create_staff_app(portal.gateway)
    rules = [r for r in app.url_map.iter_rules() if r.endpoint.startswith("staff.")]
    paths = [_address(r.rule) for r in rules if "POST" in (r.methods or ())]

    for path in paths:
        led = _sends_too_late(visitor, portal, path, page="/staff/password")
        assert led.startswith(KEPT), path
        visitor.get(_signs_in(visitor, led))

    assert len(paths) >= 20
    assert _acts(services) == []


def _address(rule: str) -> str:
    """An address that fits a rule: the first of some words, and one that is a service besides."""
    return re.sub(r"<[^>]+>", "intake", re.sub(r'<any\("?([\w-]+)[^>]*>', r"\1", rule))


def test_a_page_says_how_long_the_session_lasts_and_asking_prolongs_it(
    visitor: Visitor, portal: Portal
) -> None:
    fresh = visitor.get(PAGE)
    portal.clock.advance(timedelta(minutes=14))
    answer = visitor.get("/staff/session").get_json()
    portal.clock.advance(timedelta(minutes=14))

    assert 'data-seconds="900"' in fresh.text
    assert answer == {"seconds": 900}
    assert visitor.get(PAGE).status_code == 200
