"""The public page of the daily roots, and the check of a proof on it."""

import hashlib
import io
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from contracts.daily_root import Json, canonical
from tests.support.daily_proofs import FRIDAY, a_proof
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal
from tests.support.web_pages import hidden, summary, words

PICTURE = b"a picture"
ROOTS = ("GET", "/api/v1/daily-roots")


@pytest.fixture
def proof(portal: Portal, intake: FakeTransport) -> Json:
    made = a_proof(portal.keyring, hashlib.sha256(PICTURE).hexdigest())
    intake.answer(*ROOTS, {"items": [made["roots"][FRIDAY]]})
    return made


def checked(client: Client, proof: bytes, file: bytes | None = None) -> TestResponse:
    sent: dict[str, Any] = {"csrf_token": hidden(client.get("/roots"), "csrf_token")}
    sent["proof"] = (io.BytesIO(proof), "proof.json")
    if file is not None:
        sent["file"] = (io.BytesIO(file), "picture.png")
    return client.post("/roots", data=sent)


def test_the_roots_are_published_and_can_be_kept(client: Client, proof: Json) -> None:
    page, kept = client.get("/roots"), client.get("/roots/roots.json")

    assert proof["roots"][FRIDAY]["root"] in page.text
    assert kept.get_json()["items"][0]["root"] == proof["roots"][FRIDAY]["root"]
    assert set(client.get("/roots/keys.json").get_json()) >= {"intake", "gateway"}


def test_a_proof_with_its_file_holds(client: Client, proof: Json) -> None:
    page = checked(client, canonical(proof), PICTURE)

    assert page.status_code == 200
    assert "您选的文件与提交时逐字节相同" in words(page)


@pytest.mark.parametrize(
    ("change", "file", "told"),
    [
        ({}, b"another picture", "这个文件不在证明之内"),
        ({"receipt_no": "2611207654321"}, None, "另一个受理号"),
        ({"roots": {}}, None, "2026年11月20日"),
        ({"items": []}, None, "不是存证证明文件"),
        ({"items": [{"day": "<b>"}]}, None, "不是存证证明文件"),
    ],
)
def test_what_does_not_hold_is_said_plainly(
    client: Client, proof: Json, change: Json, file: bytes | None, told: str
) -> None:
    page = checked(client, canonical(proof | change), file)

    assert page.status_code == 422
    assert told in " ".join(summary(page).values())


def test_a_root_that_is_not_the_published_one_is_named(
    client: Client, proof: Json, intake: FakeTransport
) -> None:
    intake.answer(*ROOTS, {"items": [proof["roots"][FRIDAY] | {"root": "00" * 32}]})

    page = checked(client, canonical(proof))

    assert "与公布的不同" in " ".join(summary(page).values())


def test_while_intake_is_away_the_page_stands_and_says_so(
    client: Client, intake: FakeTransport
) -> None:
    intake.is_away = True

    page = client.get("/roots")

    assert (page.status_code, "存证根暂时无法取得" in page.text) == (200, True)
