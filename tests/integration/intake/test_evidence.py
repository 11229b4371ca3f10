"""Evidence: kept as it came or not at all, given once, shown to those who may, swept when nobody files it."""

import hashlib
import io
import os
import secrets
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.storage.tables import evidence
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.matters import complaint

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
UPLOADS = "/api/v1/evidence"


def uploads(
    office: IntakeOffice, name: str = "货架.png", content: bytes = PNG, key: str = ""
) -> Any:
    return office.http["intake"].post(
        UPLOADS,
        data={"file": (io.BytesIO(content), name)},
        headers={"Idempotency-Key": key or secrets.token_hex(8)},
    )


def files_with(office: IntakeOffice, *ids: str) -> Any:
    body = complaint(evidence=[{"id": each, "description": "照片"} for each in ids])
    return office.visitor.post("intake", SUBMISSIONS, body)


def archive(entries: dict[str, bytes], *, compressed: bool = True) -> bytes:
    packed = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(packed, "w", method) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return packed.getvalue()


def on_disk(office: IntakeOffice) -> list[Path]:
    folder = office.settings.data / "evidence"
    return sorted(path for path in folder.rglob("*") if path.is_file())


def age(path: Path, office: IntakeOffice, hours: int) -> None:
    at = (office.clock.now() - timedelta(hours=hours)).timestamp()
    os.utime(path, (at, at))


def rows(office: IntakeOffice) -> int:
    with office.service.engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(evidence)).scalar_one()


def test_the_answer_proves_what_was_received(office: IntakeOffice) -> None:
    answer = uploads(office)

    assert answer.status_code == 201
    kept = answer.get_json()
    assert kept["sha256"] == hashlib.sha256(PNG).hexdigest()
    assert kept["sm3"] == hashlib.new("sm3", PNG).hexdigest()
    assert (kept["name"], kept["size"], kept["media_type"]) == ("货架.png", len(PNG), "image/png")
    [path] = on_disk(office)
    assert (path.name, path.read_bytes()) == (kept["sha256"], PNG)


def test_the_bytes_come_back_as_an_attachment_with_their_name(office: IntakeOffice) -> None:
    evidence_id = uploads(office).get_json()["id"]
    receipt_no = files_with(office, evidence_id).get_json()["receipt_no"]

    answer = office.citizen(receipt_no).get(
        "intake", f"{SUBMISSIONS}/{receipt_no}/evidence/{evidence_id}"
    )

    assert answer.data == PNG
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert "filename*=UTF-8''%E8%B4%A7%E6%9E%B6.png" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Content-Length"] == str(len(PNG))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.png", b"", "file_empty"),
        ("a.exe", b"MZ\x90\x00", "file_type"),
        ("a.jpg", PNG, "file_type"),
        ("a.png.exe", PNG, "file_type"),
        ("gpj.exe\u202e.png", b"MZ\x90\x00", "file_type"),
        ("a.html", b"<script>", "file_type"),
        ("a.docx", archive({"a.txt": b"x"}), "file_type"),
        ("a.zip", archive({"../../etc/passwd": b"x"}), "archive_unsafe"),
        ("a.zip", archive({"/etc/passwd": b"x"}), "archive_unsafe"),
        ("a.zip", archive({"C:\\windows\\x.dll": b"x"}), "archive_unsafe"),
        ("a.zip", archive({"0": bytes(5_000_000)}), "archive_unsafe"),
        ("a.zip", archive({str(n): b"" for n in range(2001)}), "archive_unsafe"),
        ("a.zip", archive({"x": b"y" * 300}, compressed=False)[:200], "archive_unsafe"),
        ("a.zip", b"PK\x03\x04" + b"\xff" * 100, "archive_unsafe"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    office: IntakeOffice, name: str, content: bytes, code: str
) -> None:
    answer = uploads(office, name, content)

    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, code)
    assert (on_disk(office), rows(office)) == ([], 0)


def test_a_word_file_is_known_by_its_parts(office: IntakeOffice) -> None:
    packed = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})

    answer = uploads(office, "授权书.docx", packed)

    assert answer.get_json()["media_type"].endswith("wordprocessingml.document")


def test_a_link_in_an_archive_is_refused(office: IntakeOffice) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(link, "/etc/passwd")

    assert uploads(office, "a.zip", packed.getvalue()).status_code == 422


def test_a_file_over_fifty_megabytes_is_too_large(office: IntakeOffice) -> None:
    answer = uploads(office, "a.png", PNG + bytes(50 * 1024 * 1024))

    assert answer.status_code == 413
    assert (on_disk(office), rows(office)) == ([], 0)


def test_no_file_at_all_is_named(office: IntakeOffice) -> None:
    answer = office.http["intake"].post(
        UPLOADS,
        data={"other": "x"},
        headers={"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=x"},
    )

    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/file")


def test_a_file_is_given_once(office: IntakeOffice) -> None:
    evidence_id = uploads(office).get_json()["id"]
    files_with(office, evidence_id)

    again = files_with(office, evidence_id)

    assert again.get_json()["errors"][0]["code"] == "evidence_unknown"
    assert len(office.officer.get("intake", SUBMISSIONS).get_json()["items"]) == 1


def test_of_eight_who_name_a_file_at_the_same_moment_one_gets_it(office: IntakeOffice) -> None:
    evidence_id = uploads(office).get_json()["id"]

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: files_with(office, evidence_id), range(8)))

    assert sorted(answer.status_code for answer in answers) == [201] + [422] * 7


def test_what_was_not_uploaded_is_named_and_nothing_is_filed(office: IntakeOffice) -> None:
    evidence_id = uploads(office).get_json()["id"]

    answer = files_with(office, evidence_id, "01JUNKNOWN")

    assert answer.get_json()["errors"] == [
        {
            "pointer": "/evidence/1/id",
            "code": "evidence_unknown",
            "detail": "没有找到这份证据，请重新上传。",
        }
    ]
    # The good file is still free: nothing of the refused filing was kept.
    assert files_with(office, evidence_id).status_code == 201


def test_files_of_others_look_like_none(office: IntakeOffice) -> None:
    evidence_id = uploads(office).get_json()["id"]
    receipt_no = files_with(office, evidence_id).get_json()["receipt_no"]
    other_no = office.files()["receipt_no"]
    stranger, quote = office.citizen(other_no), {"X-Request-Id": "same"}

    answers = [
        stranger.get("intake", f"{SUBMISSIONS}/{number}/evidence/{which}", **quote)
        for number, which in (
            (receipt_no, evidence_id),
            (other_no, evidence_id),
            (other_no, "01JUNKNOWN"),
        )
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


def test_the_same_upload_twice_is_one_file(office: IntakeOffice) -> None:
    first, second = uploads(office, key="same"), uploads(office, key="same")

    assert second.get_json() == first.get_json()
    assert (len(on_disk(office)), rows(office)) == (1, 1)


def test_what_nobody_files_is_gone_after_a_day_or_two(office: IntakeOffice) -> None:
    uploads(office)
    [path] = on_disk(office)
    age(path, office, 0)

    office.clock.advance(timedelta(hours=26))
    office.works()
    rows_after_one = rows(office)
    office.clock.advance(timedelta(hours=26))
    office.works()

    assert rows_after_one == 0
    assert on_disk(office) == []


def test_what_was_filed_stays(office: IntakeOffice) -> None:
    evidence_id = uploads(office).get_json()["id"]
    files_with(office, evidence_id)
    uploads(office, "same content, not filed.png")
    [path] = on_disk(office)
    age(path, office, 48)

    for _ in range(3):
        office.clock.advance(timedelta(hours=26))
        office.works()

    assert (on_disk(office), rows(office)) == ([path], 1)


def test_what_a_dying_process_left_is_swept_and_what_arrives_is_not(office: IntakeOffice) -> None:
    uploads(office)
    folder = office.settings.data / "evidence"
    stump, arriving = folder / "incoming-old", folder / "incoming-new"
    lost = folder / "ab" / ("ab" + "0" * 62)
    lost.parent.mkdir(exist_ok=True)
    for path in (stump, arriving, lost):
        path.write_bytes(PNG)
    office.clock.advance(timedelta(hours=26))
    age(stump, office, 25)
    age(arriving, office, 1)
    age(lost, office, 25)

    office.works()

    assert not stump.exists()
    assert not lost.exists()
    assert arriving.exists()


def test_content_that_comes_again_while_it_is_swept_survives(office: IntakeOffice) -> None:
    uploads(office)
    [path] = on_disk(office)
    store = office.service.extras["evidence_store"]
    age(path, office, 0)

    store.forget(path.name, office.clock.now() - timedelta(hours=24))

    assert path.read_bytes() == PNG
