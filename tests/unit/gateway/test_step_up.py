"""Approving a transfer asks for a proof of the last five minutes, at the pages and at the API."""

from datetime import timedelta

import pyotp
import pytest
from werkzeug.test import Client, TestResponse

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.transfer_page import API, PAGE, offer_transfer
from tests.support.web_pages import Visitor, summary, words

APPROVAL = {"approves": "yes", "reason": "证据充分，同意移送。"}
PROOF = "/staff/proof"


@pytest.fixture
def chief(portal: Portal, services: dict[str, FakeTransport]) -> Visitor:
    """Somebody who approves and signed in just now."""
    offer_transfer(services, status="proposed", possible_now=["approve", "disapprove"])
    services["referral"].answer("POST", f"{API}/approval", {})
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "wangqiang", "password": PASSWORD})
    return visitor


def _approves(chief: Visitor) -> TestResponse:
    chief.get(PAGE)
    return chief.post(f"{PAGE}/approval", APPROVAL)


def _acts(services: dict[str, FakeTransport]) -> int:
    return sum(call.method == "POST" for call in services["referral"].calls)


def test_right_after_signing_in_it_is_done_at_once(
    chief: Visitor, portal: Portal, services: dict[str, FakeTransport]
) -> None:
    portal.clock.advance(timedelta(minutes=4, seconds=59))

    assert _approves(chief).location == PAGE
    assert _acts(services) == 1


def test_later_one_proves_first_who_one_is_and_nothing_typed_is_lost(
    chief: Visitor, portal: Portal, services: dict[str, FakeTransport]
) -> None:
    portal.clock.advance(timedelta(minutes=5))

    led = _approves(chief).location
    asked = words(chief.get(led))
    onward = led.partition("next=")[2]
    shown = chief.get(chief.post(PROOF, {"password": PASSWORD, "next": onward}).location)
    acted_before = _acts(services)
    done = chief.post(f"{PAGE}/approval", APPROVAL)

    assert led.startswith(f"{PROOF}?next=/staff/kept-forms/")
    assert "请再次确认身份" in asked
    assert APPROVAL["reason"] in shown.text
    assert acted_before == 0
    assert (done.location, _acts(services)) == (PAGE, 1)


def test_the_old_session_ends_with_the_proof(chief: Visitor, portal: Portal) -> None:
    before = chief.client.get_cookie("huhang_staff", path="/staff")
    chief.fill(PROOF, {"password": PASSWORD})
    after = chief.client.get_cookie("huhang_staff", path="/staff")

    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert portal.gateway.sessions.find("staff", before.value) is None


def test_a_wrong_password_proves_nothing_and_counts(chief: Visitor, portal: Portal) -> None:
    pages = [chief.fill(PROOF, {"password": "wrong-password"}) for _ in range(6)]

    assert [page.status_code for page in pages] == [422] * 5 + [429]
    assert summary(pages[0]) == {"#password": "密码或动态码不正确，请检查后重试"}


def test_where_there_is_a_one_time_code_it_is_asked_for_too(chief: Visitor, portal: Portal) -> None:
    account = portal.gateway.accounts.find("wangqiang")
    assert account is not None
    totp = pyotp.TOTP(portal.gateway.accounts.new_totp_secret())
    assert portal.gateway.accounts.enrol_totp(account, totp.secret, totp.at(portal.clock.now()))
    portal.clock.advance(timedelta(minutes=1))

    without = chief.fill(PROOF, {"password": PASSWORD})
    right = chief.fill(PROOF, {"password": PASSWORD, "totp": totp.at(portal.clock.now())})

    assert without.status_code == 422
    assert right.location == "/staff"


def test_without_a_session_there_is_nothing_to_prove(portal: Portal) -> None:
    assert Visitor(portal.app).get(PROOF).location.startswith("/staff/sign-in")


@pytest.mark.parametrize(
    ("account", "minutes", "status"),
    [("wangqiang", 4, 200), ("wangqiang", 6, 401), ("zhangwei", 6, 200)],
)
def test_at_the_api_an_old_token_of_somebody_who_may_is_not_enough(
    chief: Visitor,
    portal: Portal,
    client: Client,
    services: dict[str, FakeTransport],
    account: str,
    minutes: int,
    status: int,
) -> None:
    """An officer may not approve at all: that is for the service to say."""
    signed_in = client.post("/api/v1/sign-in", json={"account": account, "password": PASSWORD})
    token = signed_in.get_json()["access_token"]
    portal.clock.advance(timedelta(minutes=minutes))

    answer = client.post(
        f"{API}/approval", json={"approves": True}, headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == status
    assert _acts(services) == (1 if status == 200 else 0)
    if status == 401:
        assert answer.get_json()["code"] == "step_up_needed"
        assert "请重新登录" in answer.get_json()["detail"]
