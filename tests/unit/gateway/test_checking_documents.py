"""The public page on which anybody checks a document."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal

FOUND = {
    "title": "受理通知书",
    "number": "平知援受〔2026〕1号",
    "office": "平顶山市知识产权维权援助中心",
    "issued_on": "2026-11-20",
    "status": "valid",
    "withdrawn_on": None,
    "replaced_by": None,
    "compared": "code",
}
CHECK = ("POST", "/api/v1/document-checks")


@pytest.fixture
def narrow_portal(tmp_path: Path, services: dict[str, FakeTransport]) -> Iterator[Portal]:
    portal = Portal(tmp_path, environ={"HUHANG_RATE_CHECK": "3/60"}, transports=services)
    yield portal
    portal.close()


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"', maxsplit=1)[0]


def test_a_scanned_code_shows_what_the_paper_says(
    client: Client, services: dict[str, FakeTransport]
) -> None:
    services["documents"].answer(*CHECK, FOUND)

    page = client.get("/check/ABCDEFGHJKLMNPQ2")

    assert page.status_code == 200
    assert "是本中心出具的文书" in page.text
    assert "平知援受〔2026〕1号" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert json.loads(services["documents"].bodies[-1]) == {"code": "ABCDEFGHJKLMNPQ2"}


def test_of_a_file_only_the_hash_goes_on(
    client: Client, services: dict[str, FakeTransport]
) -> None:
    services["documents"].answer(*CHECK, FOUND | {"compared": "sha256"})
    content = b"%PDF-1.7 a paper with a secret"
    token = _token(client.get("/check").text)

    page = client.post("/check", data={"csrf_token": token, "file": (io.BytesIO(content), "n.pdf")})

    assert "逐字节相同" in page.text
    sent = services["documents"].bodies[-1]
    assert json.loads(sent) == {"sha256": hashlib.sha256(content).hexdigest()}


def test_a_signature_goes_on_as_it_is(client: Client, services: dict[str, FakeTransport]) -> None:
    services["documents"].answer(*CHECK, FOUND | {"compared": "statement"})
    token = _token(client.get("/check").text)

    page = client.post(
        "/check", data={"csrf_token": token, "file": (io.BytesIO(b"eyJ.a.b"), "n.jws")}
    )

    assert "签名是本中心的" in page.text
    assert json.loads(services["documents"].bodies[-1]) == {"statement": "eyJ.a.b"}


def test_what_was_never_issued_is_told_without_a_reason(client: Client) -> None:
    page = client.get("/check/AAAAAAAAAAAAAAAA")

    assert page.status_code == 404
    assert "没有查到这样的文书" in page.text


def test_who_tries_many_codes_must_wait(narrow_portal: Portal) -> None:
    client = Client(narrow_portal.app)

    statuses = [client.get(f"/check/AAAAAAAAAAAAAAA{n}").status_code for n in range(5)]

    assert statuses == [404, 404, 404, 429, 429]


def test_a_program_is_held_to_the_same_rate(narrow_portal: Portal) -> None:
    client = Client(narrow_portal.app)

    answers = [
        client.post("/api/v1/document-checks", json={"code": "A" * 16}).status_code
        for _ in range(5)
    ]

    assert answers == [404, 404, 404, 429, 429]


def test_while_documents_is_away_the_page_says_so(
    client: Client, services: dict[str, FakeTransport]
) -> None:
    services["documents"].is_away = True

    page = client.get("/check/ABCDEFGHJKLMNPQ2")

    assert page.status_code == 503
    assert "暂时没有响应" in page.text


def test_nothing_typed_is_asked_for_again(client: Client) -> None:
    token = _token(client.get("/check").text)

    page = client.post("/check", data={"csrf_token": token})

    assert page.status_code == 422
    assert "请输入校验码" in page.text
