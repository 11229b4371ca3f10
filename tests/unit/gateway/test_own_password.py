"""Staff choose another password themselves; what was open elsewhere is then over."""

import pytest
from werkzeug.test import Client

from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor, words

PAGE = "/staff/password"
BETTER = "三把旧钥匙挂在北门外的槐树上"


@pytest.fixture
def here(portal: Portal) -> Visitor:
    return signed_in(portal)


def signed_in(portal: Portal) -> Visitor:
    visitor = Visitor(portal.app)
    visitor.fill("/staff/sign-in", {"account": "zhangwei", "password": PASSWORD})
    return visitor


def changes(visitor: Visitor, **typed: str) -> str:
    form = {"password": PASSWORD, "chosen": BETTER, "repeated": BETTER} | typed
    return words(visitor.fill(PAGE, form))


def status(client: Client, password: str) -> int:
    credentials = {"account": "zhangwei", "password": password}
    return client.post("/api/v1/sign-in", json=credentials).status_code


def test_the_new_password_counts_and_other_sessions_end(
    here: Visitor, portal: Portal, client: Client
) -> None:
    there = signed_in(portal)

    changes(here)

    assert (status(client, PASSWORD), status(client, BETTER)) == (401, 200)
    assert here.get(PAGE).location is None
    assert there.get(PAGE).location


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"password": "wrong-wrong-wrong"}, "密码或动态码不正确"),
        ({"repeated": "something else"}, "两次输入的新密码不一致"),
        ({"chosen": "short", "repeated": "short"}, "请换一个更难猜的密码"),
        ({"chosen": "zhangwei-zhangwei", "repeated": "zhangwei-zhangwei"}, "更难猜"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    here: Visitor, client: Client, typed: dict[str, str], told: str
) -> None:
    assert told in changes(here, **typed)
    assert status(client, PASSWORD) == 200
