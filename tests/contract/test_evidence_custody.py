"""Evidence without a name says nothing about its author; each file has its chain; all go in one bundle."""

import hashlib
import io
import json
import secrets
import zipfile
from typing import Any

import docx
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.support.town import Town

SUBMISSIONS = "/api/v1/submissions"
CAMERA, PLACE = "HUAWEI P70 王芳的手机", "新华区建设路18号"
REPORT = {
    "kind": "report",
    "identity": "anonymous",
    "place": "平顶山市湛河区南环路仓库",
    "facts": "该仓库夜间给无牌电动工具贴“鹰城”商标后装车运走。",
    "respondent_name": "宏达商贸仓库",
}


def a_photo() -> bytes:
    exif = Image.Exif()
    exif[0x0110], exif[0x010E] = CAMERA, PLACE
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def a_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "王芳"})
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def a_word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("仓库情况说明")
    document.core_properties.author = "王芳"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def uploads(town: Town, name: str, content: bytes) -> dict[str, Any]:
    answer = town.http["intake"].post(
        "/api/v1/evidence",
        data={"file": (io.BytesIO(content), name)},
        headers={"Idempotency-Key": secrets.token_hex(8)},
    )
    assert answer.status_code == 201, answer.text
    stored: dict[str, Any] = answer.get_json()
    return stored


def reports_with(town: Town, *files: dict[str, Any]) -> Any:
    evidence = [{"id": each["id"]} for each in files]
    return town.visitor.post("intake", SUBMISSIONS, REPORT | {"evidence": evidence})


def downloads(town: Town, number: str) -> list[bytes]:
    fields = town.officer.get("intake", f"{SUBMISSIONS}/{number}").get_json()["fields"]
    return [
        town.officer.get("intake", f"{SUBMISSIONS}/{number}/evidence/{each['id']}").data
        for each in fields["evidence"]
    ]


def test_a_photo_without_a_name_tells_neither_camera_nor_place(town: Town) -> None:
    number = reports_with(town, uploads(town, "仓库.jpg", a_photo())).get_json()["receipt_no"]

    [kept] = downloads(town, number)

    assert Image.open(io.BytesIO(kept)).size == (40, 30)
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert CAMERA.encode() not in kept


def test_documents_without_a_name_have_no_author(town: Town) -> None:
    receipt = reports_with(
        town, uploads(town, "说明.docx", a_word_file()), uploads(town, "清单.pdf", a_pdf())
    ).get_json()

    word, pdf = downloads(town, receipt["receipt_no"])

    assert docx.Document(io.BytesIO(word)).paragraphs[0].text == "仓库情况说明"
    assert "王芳" not in str(docx.Document(io.BytesIO(word)).core_properties.author)
    assert "/Author" not in (PdfReader(io.BytesIO(pdf)).metadata or {})
    assert "王芳".encode() not in pdf


def test_a_file_that_cannot_be_cleaned_is_not_taken_from_somebody_without_a_name(
    town: Town,
) -> None:
    recording = uploads(town, "录音.mp3", b"ID3\x04" + bytes(300))

    refused = reports_with(town, recording)

    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["code"] == "not_anonymous"


def test_a_named_complaint_keeps_its_photo_to_the_last_byte(town: Town) -> None:
    photo = a_photo()
    number = town.files(evidence=[{"id": uploads(town, "货架.jpg", photo)["id"]}])["receipt_no"]

    assert downloads(town, number) == [photo]


def test_the_bundle_has_a_manifest_and_is_the_same_each_time(town: Town) -> None:
    photo = a_photo()
    number = town.files(evidence=[{"id": uploads(town, "货架.jpg", photo)["id"]}])["receipt_no"]
    path = f"{SUBMISSIONS}/{number}/evidence-bundle"

    first, second = (town.officer.get("intake", path).data for _ in range(2))

    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("01-货架.jpg") == photo
    assert manifest["receipt_no"] == number
    assert manifest["files"][0]["sha256"] == hashlib.sha256(photo).hexdigest()
    assert first == second


def test_the_index_of_a_bundle_gives_each_file_its_pages(town: Town) -> None:
    files = {
        "货架.jpg": a_photo(),
        "公证书.pdf": a_pdf(),
        "<b>发票</b>.pdf": b"%PDF-1.7 broken",
        "现场.mp3": b"ID3\x04" + bytes(300),
        "封底.jpg": a_photo(),
    }
    sent = [{"id": uploads(town, name, content)["id"]} for name, content in files.items()]
    number = town.files(evidence=sent)["receipt_no"]

    bundle = town.officer.get("intake", f"{SUBMISSIONS}/{number}/evidence-bundle").data

    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        index = archive.read("00-证据目录.html").decode()
        manifest = json.loads(archive.read("manifest.json"))
    assert [each["pages"] for each in manifest["files"]] == [[1, 1], [2, 2], None, None, [3, 3]]
    assert "可打印 3 页" in index and number in index
    assert "<b>发票" not in index


def test_the_chain_of_custody_names_every_act_and_who_did_it(town: Town) -> None:
    number = reports_with(town, uploads(town, "仓库.jpg", a_photo())).get_json()["receipt_no"]
    town.officer.get("intake", f"{SUBMISSIONS}/{number}/evidence-bundle")

    chain = town.officer.get("intake", f"{SUBMISSIONS}/{number}/custody").get_json()["items"]

    assert [(each["act"], each["actor_role"]) for each in chain] == [
        ("received", "visitor"),
        ("cleaned", "visitor"),
        ("filed", "visitor"),
        ("taken", "officer"),
    ]
    assert chain[0]["sha256"] != chain[1]["sha256"] == chain[3]["sha256"]


def test_a_redacted_copy_is_bound_to_its_original_and_its_reason(town: Town) -> None:
    photo, covered = a_photo(), a_pdf()
    original = uploads(town, "合同.jpg", photo)["id"]
    number = town.files(evidence=[{"id": original}])["receipt_no"]
    thing = f"{SUBMISSIONS}/{number}"

    def redacts(evidence_id: str, content: bytes) -> Any:
        body = {"copy": uploads(town, "遮盖.pdf", content)["id"], "reason": "遮盖了无关人员的电话"}
        return town.officer.act("intake", thing, f"evidence/{evidence_id}/redactions", body)

    copy = redacts(original, covered).get_json()["fields"]["evidence"][1]
    again = redacts(copy["id"], a_pdf() + b" ")
    town.officer.get("intake", f"{thing}/evidence/{original}")
    split = town.officer.act("intake", thing, "tracks", {"kind": "report", "reason": "请求查处"})

    with zipfile.ZipFile(
        io.BytesIO(town.officer.get("intake", f"{thing}/evidence-bundle").data)
    ) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        index = archive.read("00-证据目录.html").decode()
    chain = town.officer.get("intake", f"{thing}/custody").get_json()["items"]
    track = split.get_json()["tracks"][0]["receipt_no"]
    twins = town.officer.get("intake", f"{SUBMISSIONS}/{track}").get_json()["fields"]["evidence"]
    assert (copy["redacts"], copy["reason"]) == (original, "遮盖了无关人员的电话")
    assert copy["sha256"] == hashlib.sha256(covered).hexdigest()
    assert (again.status_code, again.get_json()["code"]) == (409, "redacts_copy")
    assert manifest["files"][1]["redacts"] == "01-合同.jpg"
    assert "01-合同.jpg 的遮盖副本：遮盖了无关人员的电话" in index
    acts = [each["act"] for each in chain if each["evidence_id"] == original]
    assert acts == ["received", "filed", "redacted", "viewed", "taken"]
    assert {e["sha256"] for e in chain if e["act"] == "redacted"} == {
        hashlib.sha256(photo).hexdigest()
    }
    assert twins[1]["redacts"] == twins[0]["id"]


def test_a_copy_in_which_nothing_was_covered_is_no_redaction(town: Town) -> None:
    photo = a_photo()
    original = uploads(town, "合同.jpg", photo)["id"]
    number = town.files(evidence=[{"id": original}])["receipt_no"]
    body = {"copy": uploads(town, "合同2.jpg", photo)["id"], "reason": "遮盖了电话"}

    same = town.officer.act(
        "intake", f"{SUBMISSIONS}/{number}", f"evidence/{original}/redactions", body
    )

    assert (same.status_code, same.get_json()["code"]) == (409, "redaction_same")


def test_citizens_take_no_bundle_of_others(town: Town) -> None:
    number = town.files()["receipt_no"]

    assert (
        town.citizen(number).get("intake", f"{SUBMISSIONS}/{number}/evidence-bundle").status_code
        == 404
    )
