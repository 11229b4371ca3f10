"""One sees where one is signed in, and ends what should be over; nobody ends what is another's."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import Client

from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, words

PAGE = "/staff/sign-ins"


def _signed_in(portal: Portal, account: str = "zhangwei") -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": account, "password": PASSWORD})
    return visitor


@pytest.fixture
def here(portal: Portal) -> Visitor:
    return _signed_in(portal)


def _ends(visitor: Visitor) -> list[str]:
    """Where the buttons lead."""
    return re.findall(rf'action="({PAGE}/\w+/end)"', visitor.get(PAGE).text)


def _is_in(visitor: Visitor) -> bool:
    return not visitor.get(PAGE).location


def test_a_sign_in_elsewhere_is_seen_and_can_be_ended(here: Visitor, portal: Portal) -> None:
    portal.clock.advance(timedelta(minutes=1))
    there = _signed_in(portal)

    [end] = _ends(here)
    answer = here.post(end)

    assert answer.location == PAGE
    assert "该登录已结束" in words(here.get(PAGE))
    assert (_is_in(here), _is_in(there)) == (True, False)
    assert _ends(here) == []


def test_a_program_is_seen_too(here: Visitor, portal: Portal, client: Client) -> None:
    credentials = {"account": "zhangwei", "password": PASSWORD}
    token = client.post("/api/v1/sign-in", json=credentials).get_json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}

    shown = words(here.get(PAGE))
    [end] = _ends(here)
    here.post(end)

    assert "程序接口" in shown
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_all_others_end_with_one_press(here: Visitor, portal: Portal) -> None:
    others = [_signed_in(portal), _signed_in(portal)]

    assert f"{PAGE}/others/end" in _ends(here)
    here.post(f"{PAGE}/others/end")

    assert [_is_in(each) for each in [here, *others]] == [True, False, False]


def test_nobody_ends_the_sign_in_of_somebody_else(here: Visitor, portal: Portal) -> None:
    _signed_in(portal)
    [end] = _ends(here)
    stranger = _signed_in(portal, "lina")

    stranger.get(PAGE)
    stranger.post(end)

    assert len(_ends(here)) == 1


def test_what_is_over_is_not_listed(here: Visitor, portal: Portal) -> None:
    portal.clock.advance(timedelta(minutes=16))

    assert _ends(_signed_in(portal)) == []


def test_the_page_names_no_token_and_a_name_opens_nothing(here: Visitor, portal: Portal) -> None:
    _signed_in(portal)
    cookie = here.client.get_cookie("huhang_staff", path="/staff")
    [end] = _ends(here)

    assert cookie is not None
    assert cookie.value not in here.get(PAGE).text
    assert portal.gateway.sessions.find("staff", end.split("/")[3]) is None
