"""A file on its way from the browser through the gateway to intake, over real HTTP."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from chassis.service_client import HttpTransport
from gateway.multipart import MultipartFile
from tests.support.browser import served
from tests.support.portal import Portal
from tests.support.web_pages import Visitor, words

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8192


@pytest.fixture(params=["in-one-process", "over-http"])
def portal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Portal]:
    """A gateway that has intake beside it, or reaches it over HTTP."""
    inside = Portal(tmp_path / "inside")
    if request.param == "in-one-process":
        yield inside
        inside.close()
        return
    with served(inside.clients["intake"]._transport._app) as url:
        outside = Portal(tmp_path / "outside", transports={"intake": HttpTransport(url)})
        yield outside
        outside.close()
    inside.close()


def test_an_upload_at_the_api_arrives_byte_by_byte(portal: Portal) -> None:
    answer = Client(portal.app).post(
        "/api/v1/evidence",
        data={"file": (io.BytesIO(PNG), "货架.png")},
        headers={"Idempotency-Key": "upload-1"},
    )

    assert answer.status_code == 201, answer.text
    assert answer.json["sha256"] == hashlib.sha256(PNG).hexdigest()
    assert answer.json["name"] == "货架.png"


def test_an_upload_at_the_page_arrives_and_keeps_its_name(portal: Portal) -> None:
    visitor = Visitor(portal.app)
    visitor.fill("/apply/complaint")
    visitor.get("/apply/complaint/evidence")

    stored = visitor.post("/apply/complaint/evidence", {"file": (io.BytesIO(PNG), "货架.png")})

    assert stored.status_code == 303, words(stored)
    page = words(visitor.get("/apply/complaint/evidence"))
    assert "已上传 1 个文件" in page
    assert "2.0 MB" in page


def test_a_name_cannot_break_out_of_its_header() -> None:
    body = MultipartFile('a"\r\nX-Evil: 1.png', io.BytesIO(b"content"), "key")

    sent = b"".join(body)

    assert b"\r\nX-Evil" not in sent
    assert len(body) == len(sent)
