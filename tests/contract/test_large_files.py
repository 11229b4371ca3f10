"""Large files in parts, and files that a scanner looks at."""

import hashlib
import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.ready import copy_databases

UPLOADS = "/api/v1/uploads"
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 4000
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PNG = b"\x89PNG\r\n\x1a\n"


class Clamd(socketserver.ThreadingTCPServer):
    """Answers INSTREAM as clamd does; ``is_away``: hangs up instead."""

    daemon_threads = True
    is_away = False


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.server.is_away:  # type: ignore[attr-defined]
            return
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        found = EICAR in content
        self.wfile.write(b"stream: Eicar FOUND\0" if found else b"stream: OK\0")


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    with Clamd(("127.0.0.1", 0), _Line) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, clamd: Clamd) -> Iterator[IntakeOffice]:
    folder = tmp_path_factory.mktemp("uploads")
    copy_databases(folder)
    host, port = clamd.server_address[:2]
    url = f"sqlite:///{folder}/intake.db"
    office = IntakeOffice(folder, url, clamd=f"{host!s}:{port}")
    yield office
    office.close()


def begins(office: IntakeOffice) -> str:
    return str(office.visitor.post("intake", UPLOADS).get_json()["upload_id"])


def sends(office: IntakeOffice, upload_id: str, offset: int, part: bytes) -> Any:
    path = f"{UPLOADS}/{upload_id}/parts?offset={offset}"
    return office.http["intake"].post(path, data={"file": (io.BytesIO(part), "part")})


def completes(office: IntakeOffice, upload_id: str, name: str) -> Any:
    return office.visitor.post("intake", f"{UPLOADS}/{upload_id}/completion", {"name": name})


def uploads(office: IntakeOffice, name: str, content: bytes, key: str) -> Any:
    return office.http["intake"].post(
        "/api/v1/evidence",
        data={"file": (io.BytesIO(content), name)},
        headers={"Idempotency-Key": key},
    )


def test_parts_make_the_file_and_a_broken_upload_goes_on_where_it_ended(
    office: IntakeOffice,
) -> None:
    upload_id = begins(office)
    half = len(FILM) // 2

    sends(office, upload_id, 0, FILM[:half])
    again = sends(office, upload_id, 0, FILM[:half])
    due = office.visitor.get("intake", f"{UPLOADS}/{upload_id}").get_json()["offset"]
    sends(office, upload_id, due, FILM[due:])
    done = completes(office, upload_id, "仓库夜间.mp4")

    assert again.status_code == 409
    assert again.get_json()["offset"] == due == half
    assert done.status_code == 201
    assert done.get_json()["sha256"] == hashlib.sha256(FILM).hexdigest()
    assert done.get_json()["sm3"] == hashlib.new("sm3", FILM).hexdigest()
    assert done.get_json()["media_type"] == "video/mp4"


def test_a_part_that_is_too_large_leaves_nothing_of_itself(office: IntakeOffice) -> None:
    upload_id = begins(office)
    sends(office, upload_id, 0, FILM[:1000])

    refused = sends(office, upload_id, 1000, bytes(8 * 1024 * 1024 + 1))

    assert refused.status_code == 413
    left = office.visitor.get("intake", f"{UPLOADS}/{upload_id}").get_json()
    assert left["offset"] == 1000


def test_what_nobody_goes_on_with_is_swept(office: IntakeOffice) -> None:
    upload_id = begins(office)
    sends(office, upload_id, 0, FILM[:1000])
    [part] = _files(office, upload_id)

    office.service.extras["evidence_store"].forget_unfinished(_tomorrow(part))

    assert _files(office, upload_id) == []
    assert completes(office, upload_id, "a.mp4").status_code == 404


@pytest.mark.parametrize("upload_id", ["x", "a" * 43, ".." + "a" * 41])
def test_an_id_that_was_made_up_opens_nothing(office: IntakeOffice, upload_id: str) -> None:
    assert office.visitor.get("intake", f"{UPLOADS}/{upload_id}").status_code == 404


def test_only_video_may_be_larger_than_fifty_megabytes(office: IntakeOffice) -> None:
    upload_id = begins(office)
    sends(office, upload_id, 0, PNG)
    [so_far] = _files(office, upload_id)
    with so_far.open("r+b") as file:
        file.truncate(50 * 1024 * 1024 + 1)

    refused = completes(office, upload_id, "海报.png")

    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["code"] == "only_video_is_large"


def test_a_harmful_file_is_refused_and_nothing_of_it_is_kept(office: IntakeOffice) -> None:
    refused = uploads(office, "图.png", PNG + EICAR, "eicar")

    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["code"] == "file_infected"
    digest = hashlib.sha256(PNG + EICAR).hexdigest()
    assert not office.service.extras["evidence_store"].path(digest).exists()


def test_while_the_scanner_is_away_files_wait_and_nobody_gets_them(
    office: IntakeOffice, clamd: Clamd
) -> None:
    clamd.is_away = True
    file = uploads(office, "货架.png", PNG + b"waits", "waits").get_json()
    receipt_no = office.files(evidence=[{"id": file["id"], "description": ""}])["receipt_no"]
    path = f"{SUBMISSIONS}/{receipt_no}/evidence/{file['id']}"

    refused = office.officer.get("intake", path)
    shown = office.read(receipt_no)["quarantined"]
    clamd.is_away = False
    office.passes(minutes=1)

    assert refused.status_code == 409
    assert refused.get_json()["code"] == "file_quarantined"
    assert shown == {file["id"]: "waiting"}
    assert office.officer.get("intake", path).data == PNG + b"waits"
    acts = office.officer.get("intake", f"{SUBMISSIONS}/{receipt_no}/custody").get_json()["items"]
    told = {"received", "quarantined", "filed", "released", "viewed"}
    assert {each["act"] for each in acts} == told


def test_what_turns_out_harmful_later_stays_locked_up(office: IntakeOffice, clamd: Clamd) -> None:
    clamd.is_away = True
    file = uploads(office, "坏.png", PNG + EICAR, "late").get_json()
    receipt_no = office.files(evidence=[{"id": file["id"], "description": ""}])["receipt_no"]
    clamd.is_away = False
    office.passes(minutes=1)

    path = f"{SUBMISSIONS}/{receipt_no}/evidence/{file['id']}"
    assert office.officer.get("intake", path).status_code == 409
    assert office.read(receipt_no)["quarantined"] == {file["id"]: "infected"}
    bundle = office.officer.get("intake", f"{SUBMISSIONS}/{receipt_no}/evidence-bundle")
    assert bundle.status_code == 409


def _files(office: IntakeOffice, upload_id: str) -> list[Path]:
    return list((office.settings.data / "evidence").glob(f"*{upload_id}"))


def _tomorrow(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC) + timedelta(days=1)
