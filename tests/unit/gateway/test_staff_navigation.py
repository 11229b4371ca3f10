"""The staff navigation: groups where there is much to reach, plain entries where there is little."""

import re

from tests.support.portal import Portal
from tests.support.ready import PASSWORD
from tests.support.web_pages import Visitor

SIGN_IN = "/staff/sign-in"


def _page(portal: Portal, account: str, path: str) -> str:
    visitor = Visitor(portal.app)
    visitor.fill(SIGN_IN, {"account": account, "password": PASSWORD})
    return visitor.get(path).text


def _row(page: str) -> str:
    found = re.search(r'<nav class="hh-nav".*?</nav>', page, re.S)
    assert found
    return found[0]


def _entries(part: str) -> list[str]:
    return re.findall(r'class="hh-nav__link"[^>]*>([^<]+)<', part)


def test_who_has_much_to_reach_sees_groups_and_what_is_in_the_present_one(portal: Portal) -> None:
    page = _page(portal, "zhangwei", "/staff/assisted")

    groups, _, within = _row(page).partition("hh-nav__within")

    assert _entries(groups) == ["登记受理", "调解", "移送与协作"]
    assert _entries(within) == ["来件", "代为登记", "知识库", "通知记录"]
    assert 'href="/staff/assisted" aria-current="page"' in within


def test_the_folded_menu_of_a_phone_holds_every_group(portal: Portal) -> None:
    page = _page(portal, "zhangwei", "/staff/assisted")

    menu = re.search(r'<nav class="hh-menu__places".*?</nav>', page, re.S)

    assert menu
    assert {"来件", "统一排期", "专家库", "对方超期"} <= set(_entries(menu[0]))
    assert re.findall(r'hh-menu__group">([^<]+)<', menu[0]) == ["登记受理", "调解", "移送与协作"]


def test_who_has_little_to_reach_sees_it_at_once(portal: Portal) -> None:
    page = _page(portal, "hotline", "/staff/assisted")

    assert _entries(_row(page)) == ["12330", "代为登记", "知识库"]
    assert "hh-menu__group" not in page
