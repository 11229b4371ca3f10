"""The staff door: who gets in, with what cookie, and how they leave."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from werkzeug.test import Client

from gateway.citizens import COMPLAINANT, citizen
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, summary, title, words

SIGN_IN = "/staff/sign-in"


@pytest.fixture
def visitor(portal: Portal) -> Visitor:
    return Visitor(portal.app)


def _signs_in(visitor: Visitor, account: str = "zhangwei", **more: str) -> object:
    return visitor.fill(SIGN_IN, {"account": account, "password": PASSWORD, **more})


def test_without_a_session_every_page_leads_to_the_sign_in(visitor: Visitor) -> None:
    for path in ("/staff", "/staff/submissions", "/staff/no-such-page"):
        answer = visitor.get(path)
        assert answer.status_code == 303
        assert answer.location.startswith(SIGN_IN)


def test_after_signing_in_one_comes_to_where_one_wanted_to_go(visitor: Visitor) -> None:
    led = visitor.get("/staff/submissions?status=received").location

    answer = visitor.fill(led, {"account": "zhangwei", "password": PASSWORD, "next": _next(led)})

    assert answer.location == "/staff/submissions?status=received"


def _next(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/my/case"])
def test_nobody_is_led_to_another_site_or_door(visitor: Visitor, elsewhere: str) -> None:
    answer = _signs_in(visitor, next=elsewhere)

    assert answer.location == "/staff"  # type: ignore[attr-defined]


def test_the_cookie_stays_at_this_door_and_away_from_scripts_and_other_sites(
    visitor: Visitor,
) -> None:
    answer = _signs_in(visitor)

    cookies = answer.headers.getlist("Set-Cookie")  # type: ignore[attr-defined]
    [cookie] = [each for each in cookies if each.startswith("huhang_staff=")]
    for word in ("HttpOnly", "SameSite=Strict", "Path=/staff"):
        assert word in cookie


def test_signing_in_makes_the_form_token_of_before_worthless(visitor: Visitor) -> None:
    before = visitor.get(SIGN_IN)
    token = re.search(r'csrf_token" value="([^"]+)', before.text)
    assert token is not None
    _signs_in(visitor)

    answer = visitor.client.post("/staff/sign-out", data={"csrf_token": token[1]})

    assert answer.status_code == 403


def test_signing_out_ends_the_session_and_clears_the_browser(visitor: Visitor) -> None:
    _signs_in(visitor)
    visitor.get("/staff/one-time-code")

    answer = visitor.post("/staff/sign-out")

    assert answer.location == SIGN_IN
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert visitor.get("/staff").location.startswith(SIGN_IN)


@pytest.mark.parametrize("account", ["zhangwei", "nobody"])
def test_a_mistake_gets_one_message_and_keeps_the_account_but_not_the_password(
    visitor: Visitor, account: str
) -> None:
    page = visitor.fill(SIGN_IN, {"account": account, "password": "wrong-password"})

    assert page.status_code == 422
    assert title(page).startswith("错误：")
    assert summary(page) == {"#account": "账号、密码或动态码不正确，请检查后重试"}
    assert f'value="{account}"' in page.text
    assert "wrong-password" not in page.text


def test_after_too_many_mistakes_the_page_names_the_time(visitor: Visitor) -> None:
    for _ in range(5):
        visitor.fill(SIGN_IN, {"account": "zhangwei", "password": "wrong"})

    page = _signs_in(visitor)

    assert page.status_code == 429  # type: ignore[attr-defined]
    assert "请于 10:01 后再试" in words(page)  # type: ignore[arg-type]


def test_staff_pages_speak_the_language_that_was_chosen(visitor: Visitor) -> None:
    visitor.get(SIGN_IN)

    visitor.post("/staff/language", {"language": "en", "next": SIGN_IN})

    assert "Staff sign-in" in words(visitor.get(SIGN_IN))


def test_somebody_without_duties_is_told_whom_to_ask(visitor: Visitor, portal: Portal) -> None:
    operator = portal.gateway.accounts.find("hotline")
    assert operator is not None
    portal.gateway.accounts.register(replace(operator, roles=()), PASSWORD)

    _signs_in(visitor, "hotline")

    assert "请联系管理员" in words(visitor.get("/staff"))


def test_codes_can_be_set_up_and_are_then_asked_for(visitor: Visitor, portal: Portal) -> None:
    _signs_in(visitor)
    page = visitor.get("/staff/one-time-code")
    totp = pyotp.TOTP(_secret(page.text))
    wrong = visitor.post("/staff/one-time-code", {"totp": "000000"})
    visitor.post("/staff/one-time-code", {"totp": totp.at(portal.clock.now())})

    other = Visitor(portal.app)
    asked = _signs_in(other)
    answer = _signs_in(other, totp=totp.at(portal.clock.now()))

    assert wrong.status_code == 422
    assert summary(asked) == {  # type: ignore[arg-type]
        "#totp": "请再次输入密码，并输入验证器上的 6 位动态码"
    }
    assert answer.location == "/staff"  # type: ignore[attr-defined]


def _secret(text: str) -> str:
    found = re.search(r'class="hh-mono">([A-Z2-7 ]{39})<', text)
    assert found is not None
    return found[1].replace(" ", "")


def test_where_codes_are_required_the_first_sign_in_sets_them_up(
    tmp_path: Path, services: dict[str, FakeTransport]
) -> None:
    portal = Portal(tmp_path, {"HUHANG_REQUIRE_TOTP": "true"}, transports=services)
    visitor = Visitor(portal.app)

    led = _signs_in(visitor)
    not_in_yet = visitor.get("/staff").location
    page = visitor.get("/staff/one-time-code")
    code = pyotp.TOTP(_secret(page.text)).at(portal.clock.now())
    answer = visitor.post("/staff/one-time-code", {"totp": code})

    assert led.location == "/staff/one-time-code"  # type: ignore[attr-defined]
    assert not_in_yet.startswith(SIGN_IN)
    assert answer.location == "/staff"
    assert visitor.get("/staff/sign-in").location == "/staff"
    portal.close()


def test_an_old_set_up_page_cannot_replace_the_secret(visitor: Visitor, portal: Portal) -> None:
    _signs_in(visitor)
    first = _secret(visitor.get("/staff/one-time-code").text)
    stale = visitor.client.get_cookie("huhang_staff_form", path="/staff")
    assert stale is not None
    visitor.post("/staff/one-time-code", {"totp": pyotp.TOTP(first).at(portal.clock.now())})
    before = portal.gateway.accounts.find("zhangwei")

    visitor.client.set_cookie("huhang_staff_form", stale.value, path="/staff")
    visitor.post("/staff/one-time-code", {"totp": pyotp.TOTP(first).at(portal.clock.now())})

    assert portal.gateway.accounts.find("zhangwei") == before


def test_nobody_sets_up_codes_without_having_proved_who_they_are(visitor: Visitor) -> None:
    assert visitor.get("/staff/one-time-code").location == SIGN_IN


def test_a_citizens_cookie_does_not_open_the_staff_door(client: Client, portal: Portal) -> None:
    token = portal.gateway.sessions.open_for_citizen("public", citizen("1", COMPLAINANT))
    client.set_cookie("huhang_staff", token, path="/staff")

    assert client.get("/staff").location.startswith(SIGN_IN)
