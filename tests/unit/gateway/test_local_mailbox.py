"""Who tries the portal finds its mails in the browser; nobody else does, and never in production."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from tests.support.fake_transport import FakeTransport
from tests.support.kept_mails import INVITATION, keep_two
from tests.support.portal import Portal
from tests.support.web_pages import words

HERE, ELSEWHERE = {"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "203.0.113.7"}
Open = Callable[..., Client]


@pytest.fixture
def open_portal(tmp_path: Path, services: dict[str, FakeTransport]) -> Iterator[Open]:
    """Portals with settings."""
    opened = []

    def open_it(**environ: str) -> Client:
        opened.append(Portal(tmp_path / str(len(opened)), environ, transports=services))
        return Client(opened[-1].app)

    yield open_it
    for portal in opened:
        portal.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keep_two(tmp_path / "mail")
    return tmp_path / "mail"


def _mailbox(client: Client, path: str = "/mailbox", **more: object) -> TestResponse:
    return client.get(path, environ_overrides=HERE, **more)


def test_the_newest_mail_comes_first_with_a_link_to_follow(open_portal: Open, folder: Path) -> None:
    page = _mailbox(open_portal(HUHANG_MAILBOX=str(folder)))

    assert page.status_code == 200
    assert page.text.index("调解邀请") < page.text.index("已收到您的投诉")
    assert f'href="{INVITATION}"' in page.text
    assert "收件人 dianpu@example.cn 2026年11月21日 10:00 附件 会议.ics" in words(page)


def test_what_a_mail_says_cannot_become_markup(open_portal: Open, folder: Path) -> None:
    page = _mailbox(open_portal(HUHANG_MAILBOX=str(folder)))

    assert "<b>请</b>" not in page.text
    assert "&lt;b&gt;请" in page.text


def test_before_the_first_mail_the_page_says_what_will_come(
    open_portal: Open, tmp_path: Path
) -> None:
    client = open_portal(HUHANG_MAILBOX=str(tmp_path / "nothing-yet"))

    assert "还没有邮件" in words(_mailbox(client))
    assert "No mail yet" in words(_mailbox(client, "/en/mailbox"))
    assert 'href="/mailbox"' in client.get("/").text


def test_from_elsewhere_there_is_no_mailbox(open_portal: Open, folder: Path) -> None:
    client = open_portal(HUHANG_MAILBOX=str(folder))

    direct = client.get("/mailbox", environ_overrides=ELSEWHERE)
    passed_on = _mailbox(client, headers={"X-Forwarded-For": "127.0.0.1"})

    assert (direct.status_code, passed_on.status_code) == (404, 404)


def test_without_the_local_mail_server_there_is_none(open_portal: Open) -> None:
    client = open_portal()

    assert _mailbox(client).status_code == 404
    assert "/mailbox" not in client.get("/").text


def test_in_production_there_is_none_even_where_somebody_left_the_setting(
    open_portal: Open, folder: Path
) -> None:
    client = open_portal(
        HUHANG_MAILBOX=str(folder),
        HUHANG_BUS="amqp",
        HUHANG_AMQP_URL="amqp://guest@127.0.0.1:5672/",
    )

    assert _mailbox(client).status_code == 404
    assert "/mailbox" not in client.get("/").text
