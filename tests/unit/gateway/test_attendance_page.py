"""The link in the invitation: looking changes nothing, a button does."""

import json

import pytest

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, words

SESSION = {
    "receipt_no": "2611212345678",
    "who": "respondent",
    "starts_at": "2026-11-25T01:00:00Z",
    "ends_at": "2026-11-25T02:00:00Z",
    "room_name": "第一调解室",
    "answer": None,
    "is_open": True,
}
LINK, PATH = "/attendance/abc.def", "/api/v1/attendance/abc.def"


@pytest.fixture
def visitor(portal: Portal, services: dict[str, FakeTransport]) -> Visitor:
    services["mediation"].answer("GET", PATH, SESSION)
    services["mediation"].answer("POST", PATH, SESSION | {"answer": "declined"})
    return Visitor(portal.app)


def test_opening_the_link_only_shows_when_and_where(
    visitor: Visitor, services: dict[str, FakeTransport]
) -> None:
    page = visitor.get(LINK)

    assert page.status_code == 200
    assert "2026年11月25日（星期三）09:00–10:00" in words(page)
    assert "第一调解室" in words(page) and "尚未答复" in words(page)
    assert {call.method for call in services["mediation"].calls} == {"GET"}


def test_a_button_answers(visitor: Visitor, services: dict[str, FakeTransport]) -> None:
    answered = visitor.fill(LINK, {"answer": "declined", "form_key": "k"})

    assert (answered.status_code, answered.headers["Location"]) == (303, LINK)
    assert json.loads(services["mediation"].bodies[-1]) == {"answer": "declined"}


def test_a_session_that_is_over_asks_nothing(
    visitor: Visitor, services: dict[str, FakeTransport]
) -> None:
    services["mediation"].answer("GET", PATH, SESSION | {"is_open": False})

    page = visitor.get(LINK)

    assert "<button" not in page.text.partition("<main")[2].partition("</main")[0]


def test_a_wrong_link_is_explained(visitor: Visitor, services: dict[str, FakeTransport]) -> None:
    services["mediation"].answer("GET", PATH, {"code": "not_found"}, status=404)

    page = visitor.get(LINK)

    assert page.status_code == 404
    assert "链接可能不完整" in words(page)


def test_the_page_exists_in_english(portal: Portal, visitor: Visitor) -> None:
    page = Visitor(portal.app, "/en").get(LINK)

    assert "can you come?" in words(page)
