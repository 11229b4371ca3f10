"""Items as one archive over HTTP: complete, signed, and no more about persons than is needed."""

import io
import zipfile
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from chassis.service_client import Answer
from services.referral.storage.package_check import check_package
from tests.support.packages import PHOTO, a_photo
from tests.support.referral import RECEIPT, REQUIRED_PAPERS
from tests.support.referral_office import MARKET, ReferralOffice, paper_body
from tests.support.town import Person

MATTER = f"/internal/matters/{RECEIPT}"
PARTIES = {
    "holder_name": "红星五金商行",
    "contact_name": "张三",
    "contact_phone": "13800138000",
    "respondent_name": "鹰城五金工具有限公司",
    "respondent_address": "新华区建设路 1 号",
    "right_type": "trademark",
    "right_number": "第12345678号",
}


def knows(office: ReferralOffice, content: bytes = PHOTO) -> None:
    """Intake knows the parties and one photo of the matter."""
    photo = a_photo()
    office.intake.answer("GET", f"{MATTER}/parties", PARTIES)
    office.intake.answer(
        "GET",
        f"{MATTER}/evidence/photo",
        {
            "id": "photo",
            "name": photo.name,
            "size": photo.size,
            "media_type": photo.media_type,
            "sha256": photo.sha256,
            "sm3": photo.sm3,
        },
    )
    office.intake.answers["GET", f"{MATTER}/evidence/photo/content"] = Answer(200, {}, content)
    chain = [{"evidence_id": "photo", "at": "x", "act": "received", "role": "visitor"}]
    office.intake.answer("GET", f"{MATTER}/custody", {"items": chain})


def with_a_photo(office: ReferralOffice, **more: Any) -> str:
    path = office.referred(**more)
    for code in ("covering_letter", "material_list"):
        body = {"code": code, "title": code, "text": "正文"}
        office.do(office.officer, path, "documents", body)
    photo = {"code": "evidence_copies", "title": "货架", "evidence_id": "photo"}
    office.do(office.officer, path, "documents", photo)
    office.do(office.officer, path, "acts", {"act": "send"})
    return path


def taken(office: ReferralOffice, path: str, who: Person) -> bytes:
    answer = who.post("referral", f"{path}/package", {})
    assert answer.status_code == 200, answer.text
    return answer.data


def sheet(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        return found.read("000-parties.txt").decode()


def test_the_receiver_takes_everything_in_one_sound_archive(
    sqlite_office: ReferralOffice, tmp_path: Path
) -> None:
    knows(sqlite_office)
    path = with_a_photo(sqlite_office)

    (tmp_path / "p.zip").write_bytes(taken(sqlite_office, path, sqlite_office.regulator))

    key: OKPKey = sqlite_office.keyring.public["referral"]
    verdict = check_package(tmp_path / "p.zip", key)
    assert verdict.flaws == []
    assert len(verdict.manifest["files"]) == 4
    assert verdict.manifest["custody"][0]["act"] == "received"


def test_who_complained_stays_covered_unless_it_was_released(
    sqlite_office: ReferralOffice,
) -> None:
    knows(sqlite_office)
    path = with_a_photo(sqlite_office)

    text = sheet(taken(sqlite_office, path, sqlite_office.regulator))

    assert "红***商行" in text
    assert "张三" not in text
    assert "鹰城五金工具有限公司" in text


def test_who_complained_is_named_where_it_was_released(sqlite_office: ReferralOffice) -> None:
    knows(sqlite_office)
    path = with_a_photo(sqlite_office, releases_identity=True)

    assert "张三" in sheet(taken(sqlite_office, path, sqlite_office.regulator))


def test_an_archive_is_for_those_who_may_see_the_item(sqlite_office: ReferralOffice) -> None:
    knows(sqlite_office)
    path = with_a_photo(sqlite_office)

    listed = sqlite_office.platform.get("referral", f"{path}/manifest")
    packed = sqlite_office.platform.post("referral", f"{path}/package", {})

    assert (listed.status_code, packed.status_code) == (404, 404)


def test_evidence_that_was_changed_is_not_handed_over(sqlite_office: ReferralOffice) -> None:
    knows(sqlite_office, content=PHOTO[:-1] + b"x")
    path = with_a_photo(sqlite_office)

    answer = sqlite_office.regulator.post("referral", f"{path}/package", {})

    assert answer.status_code == 503
    assert answer.get_json()["code"] == "evidence_changed"


def test_what_the_receiver_does_not_take_is_named_before_and_stops_the_sending(
    sqlite_office: ReferralOffice,
) -> None:
    knows(sqlite_office)
    path = sqlite_office.referred()
    for code in ("covering_letter", "material_list"):
        body = {"code": code, "title": code, "text": "正文"}
        sqlite_office.do(sqlite_office.officer, path, "documents", body)
    photo = {"code": "evidence_copies", "title": "货架", "evidence_id": "photo"}
    sqlite_office.do(sqlite_office.officer, path, "documents", photo)
    before = sqlite_office.read(f"{path}/check")
    admin = sqlite_office.staff("admin", "administrator")
    only_pdf = {"name": "卫东区市监局", "forms": "PDF"}
    admin.act("referral", f"/api/v1/desks/{MARKET}", "revisions", only_pdf)

    found = sqlite_office.read(f"{path}/check")
    refused = sqlite_office.officer.act("referral", path, "acts", {"act": "send"})

    assert before["fits"]
    assert [each["code"] for each in found["findings"]] == ["form_not_taken"]
    assert (refused.status_code, refused.get_json()["code"]) == (409, "package_unfit")
    assert sqlite_office.read(path)["status"] == "prepared"
    assert sqlite_office.regulator.get("referral", f"{path}/check").status_code == 404


def test_the_file_for_the_police_is_tried_before_the_head_approves(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.proposed()

    found = sqlite_office.read(f"{path}/check", sqlite_office.chief)
    for code in REQUIRED_PAPERS:
        sqlite_office.do(sqlite_office.officer, path, "documents", paper_body(code))

    assert {each["code"] for each in found["findings"]} == {"paper_missing"}
    assert sqlite_office.read(f"{path}/check", sqlite_office.chief)["fits"]


def everything(archive: bytes) -> str:
    """All that can be read anywhere in an archive, names of files included."""
    with zipfile.ZipFile(io.BytesIO(archive)) as found:
        members = (found.read(name).decode(errors="replace") for name in found.namelist())
        return "".join([*found.namelist(), *members])


def test_no_profile_lets_out_who_reported_anywhere_and_all_evidence_stays_in(
    sqlite_office: ReferralOffice,
) -> None:
    knows(sqlite_office)
    to_a_body, to_the_police = with_a_photo(sqlite_office), sqlite_office.sent()

    body = everything(taken(sqlite_office, to_a_body, sqlite_office.regulator))
    police = everything(taken(sqlite_office, to_the_police, sqlite_office.liaison))

    reporter = ("张三", "13800138000")
    assert [each for each in (*reporter, "红星五金商行") if each in body] == []
    assert [each for each in reporter if each in police] == []
    assert "红星五金商行" in police
    assert a_photo().name in body
