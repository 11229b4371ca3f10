"""A trade secret is for its readers alone, on every way; the other party sees what was opened."""

import io
import zipfile
from typing import Any

from PIL import Image, ImageDraw

from chassis.principal import Principal
from tests.integration.intake.test_evidence import files_with, uploads
from tests.integration.intake.test_evidence_for_others import asks
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.town import Person


def staff(office: IntakeOffice, account: str, role: str = "officer") -> Person:
    return office.person(Principal(subject=f"staff:{account}", roles=frozenset({role})))


def a_secret(office: IntakeOffice) -> tuple[str, str, str]:
    """A matter with two files, of which the first is a secret for 李娜; the number and both ids."""
    secret, shelf = (uploads(office, name).get_json()["id"] for name in ("配方.png", "货架.png"))
    number = files_with(office, secret, shelf).get_json()["receipt_no"]
    said = {"level": "secret", "readers": ["lina"], "reason": "权利人的生产配方"}
    made = staff(office, "lina").act(
        "intake", f"{SUBMISSIONS}/{number}", f"evidence/{secret}/exposure", said
    )
    assert made.status_code == 200, made.text
    return number, secret, shelf


def custody(office: IntakeOffice, number: str, evidence_id: str) -> list[tuple[str, str]]:
    found = staff(office, "lina").get("intake", f"{SUBMISSIONS}/{number}/custody").get_json()
    return [(e["act"], e["actor_id"]) for e in found["items"] if e["evidence_id"] == evidence_id]


def test_a_secret_is_kept_from_others_on_every_way(sqlite_office: IntakeOffice) -> None:
    office = sqlite_office
    number, secret, shelf = a_secret(office)
    matter, other = f"{SUBMISSIONS}/{number}", staff(office, "zhangwei")

    seen = {e["id"]: e for e in office.read(number)["fields"]["evidence"]}
    denied = other.get("intake", f"{matter}/evidence/{secret}")
    wider = other.act("intake", matter, f"evidence/{secret}/exposure", {"level": "normal"} | WHY)
    bundle = other.get("intake", f"{matter}/evidence-bundle")
    elsewhere = asks(office, f"/internal/matters/{number}/evidence/{secret}/content")
    listed = asks(office, f"/internal/matters/{number}/facts").get_json()["evidence"]
    allowed = staff(office, "lina").get("intake", f"{matter}/evidence/{secret}")

    assert (seen[secret]["name"], seen[secret]["sha256"]) == ("", "")
    assert seen[secret]["exposure"]["readers"] == ["lina"]
    assert seen[shelf]["name"] == "货架.png"
    assert (denied.status_code, denied.get_json()["code"]) == (409, "evidence_secret")
    assert wider.get_json()["code"] == "secret_not_yours"
    assert not any("配方" in name for name in zipfile.ZipFile(io.BytesIO(bundle.data)).namelist())
    assert elsewhere.status_code == 404
    assert [each["name"] for each in listed] == ["（商业秘密材料）", "货架.png"]
    assert allowed.status_code == 200
    acts = custody(office, number, secret)
    assert ("denied", "staff:zhangwei") in acts
    assert ("viewed", "staff:lina") in acts
    assert ("taken", "staff:zhangwei") not in acts


def test_what_is_split_off_keeps_the_secret(sqlite_office: IntakeOffice) -> None:
    number, _secret, _shelf = a_secret(sqlite_office)

    sqlite_office.decides(number, "tracks", {"kind": "report", "reason": "涉嫌违法"})

    [track] = sqlite_office.read(number)["tracks"]
    copied = sqlite_office.read(track["receipt_no"])["fields"]["evidence"]
    assert [each["may_read"] for each in copied] == [False, True]


def test_the_other_party_gets_what_was_opened_once_its_stage_is_reached(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    number, _secret, shelf = a_secret(office)
    matter = f"{SUBMISSIONS}/{number}"
    respondent = office.person(
        Principal(subject="citizen:shop", roles=frozenset({"respondent"}), matter=number)
    )
    opened = {"level": "normal", "respondent_from": "accepted"} | WHY
    office.decides(number, f"evidence/{shelf}/exposure", opened)

    before = respondent.get("intake", f"{matter}/shared-evidence").get_json()["items"]
    office.decides(number, "acceptance")
    after = respondent.get("intake", f"{matter}/shared-evidence").get_json()["items"]
    file = respondent.get("intake", f"{matter}/shared-evidence/{shelf}")
    whole = respondent.get("intake", f"{matter}/evidence/{shelf}")

    assert (before, [each["name"] for each in after]) == ([], ["货架.png"])
    assert (file.status_code, whole.status_code) == (200, 404)
    assert ("viewed", "citizen:shop") in custody(office, number, shelf)


def test_a_redacted_copy_stands_beside_its_original_with_what_was_covered(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    original = uploads(office, "合同.png", picture()).get_json()["id"]
    number = files_with(office, original).get_json()["receipt_no"]
    copy = uploads(office, "合同（遮盖）.png", picture(covered=True)).get_json()["id"]
    office.decides(number, f"evidence/{original}/redactions", {"copy": copy} | WHY)
    path = f"{SUBMISSIONS}/{number}/evidence"

    found = office.officer.get("intake", f"{path}/{copy}/comparison").get_json()
    drawn = office.officer.get("intake", f"{path}/{original}/picture")
    no_copy = office.officer.get("intake", f"{path}/{original}/comparison")

    assert (found["kind"], round(found["covered"], 2)) == ("picture", 0.25)
    assert drawn.data.startswith(b"\x89PNG")
    assert no_copy.get_json()["code"] == "no_redacted_copy"


WHY: dict[str, Any] = {"reason": "含有个人信息"}


def picture(*, covered: bool = False) -> bytes:
    drawn = Image.new("RGB", (80, 80), "white")
    if covered:
        ImageDraw.Draw(drawn).rectangle((0, 0, 39, 39), fill="black")
    target = io.BytesIO()
    drawn.save(target, "PNG")
    return target.getvalue()
