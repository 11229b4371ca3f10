"""Going on elsewhere: the link and four digits bring everything back, and nobody else in."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from gateway.storage.tables import drafts
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, words

APPLY = "/apply/complaint"
PIN = "0001"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    portal = Portal(tmp_path)
    yield portal
    portal.close()


@pytest.fixture
def link(portal: Portal) -> str:
    """Somebody began a complaint and took the link along."""
    begun = Visitor(portal.app)
    begun.fill(APPLY)
    begun.fill(f"{APPLY}/holder", {"holder_role": "self", "holder_name": "鹰城五金工具有限公司"})
    page = begun.fill("/resume", {"pin": "０００1"})
    found = re.search(r'id="link">([^<]+)<', page.text)
    assert found, page.text
    return urlsplit(unescape(found[1])).path


def test_another_browser_goes_on_where_the_first_has_stopped(portal: Portal, link: str) -> None:
    elsewhere = Visitor(portal.app)

    page = elsewhere.fill(link, {"pin": PIN})

    assert page.status_code == 303
    assert page.headers["Location"] == f"{APPLY}/tasks"
    assert "鹰城五金工具有限公司" in elsewhere.get(f"{APPLY}/holder").text


def test_wrong_digits_and_a_made_up_link_look_alike(portal: Portal, link: str) -> None:
    visitor = Visitor(portal.app)

    wrong = visitor.fill(link, {"pin": "9999"})
    made_up = visitor.fill("/resume/made-up", {"pin": "9999"})

    assert wrong.status_code == made_up.status_code == 422
    assert _said(wrong.text) == _said(made_up.text)


def test_the_fifth_wrong_try_ends_the_link(portal: Portal, link: str) -> None:
    visitor = Visitor(portal.app)
    for _ in range(5):
        visitor.fill(link, {"pin": "9999"})

    assert visitor.fill(link, {"pin": PIN}).status_code == 422


def test_four_wrong_tries_do_not(portal: Portal, link: str) -> None:
    visitor = Visitor(portal.app)
    for _ in range(4):
        visitor.fill(link, {"pin": "9999"})

    assert visitor.fill(link, {"pin": PIN}).status_code == 303


def test_after_thirty_days_nothing_is_left_to_go_on_with(portal: Portal, link: str) -> None:
    portal.clock.advance(timedelta(days=31))

    assert Visitor(portal.app).fill(link, {"pin": PIN}).status_code == 422


def test_whoever_steals_the_database_opens_no_link(portal: Portal, link: str) -> None:
    with portal.engine.connect() as connection:
        stored = str(connection.execute(sa.select(drafts)).all())

    assert link.rsplit("/", 1)[1] not in stored
    assert PIN not in re.findall(r'"pin": "(\d+)"', stored)


@pytest.mark.parametrize("pin", ["", "123", "12345", "abcd", "12 4"])
def test_what_is_no_four_digits_gives_no_link(portal: Portal, pin: str) -> None:
    begun = Visitor(portal.app)
    begun.fill(APPLY)

    page = begun.fill("/resume", {"pin": pin})

    assert page.status_code == 422
    assert "请输入 4 位数字" in words(page)


def test_who_has_no_draft_is_told_where_the_link_is(portal: Portal) -> None:
    page = Visitor(portal.app).get("/resume")

    assert page.status_code == 200
    assert "请打开那个链接" in words(page)


def _said(html: str) -> str:
    """The page without what is drawn anew each time."""
    return re.sub(r'(value|action|href|id)="[^"]*"|nonce="[^"]*"|01[0-9A-Z]{24}', "", html)
