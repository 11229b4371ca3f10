"""Evidence that intake keeps goes along with the file, and only with the file."""

import hashlib
from typing import Any

import pytest

from chassis.service_client import Answer
from tests.support.referral import RECEIPT, REQUIRED_PAPERS
from tests.support.referral_office import ReferralOffice, paper_body

PHOTO = b"\xff\xd8\xff a photo of thirty spanners"
PHOTO_ID = "01M7YK0TQZB3YV3T8VDP4A9ZR1"
FACTS = {
    "id": PHOTO_ID,
    "name": "货架照片.jpg",
    "size": len(PHOTO),
    "media_type": "image/jpeg",
    "sha256": hashlib.sha256(PHOTO).hexdigest(),
    "sm3": "0" * 64,
}
WHERE = f"/internal/matters/{RECEIPT}/evidence/{PHOTO_ID}"


def evidence_paper(**changes: Any) -> dict[str, Any]:
    return paper_body("other_material", text="", evidence_id=PHOTO_ID, **changes)


@pytest.fixture
def kept(office: ReferralOffice) -> ReferralOffice:
    """An office whose intake keeps a photo of the matter."""
    headers = {
        "Content-Type": "image/jpeg",
        "Content-Disposition": "attachment; filename*=UTF-8''photo.jpg",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    office.intake.answer("GET", WHERE, FACTS)
    office.intake.answers["GET", f"{WHERE}/content"] = Answer(200, headers, PHOTO)
    return office


def test_the_police_get_the_bytes_and_the_digests_that_were_taken_at_receipt(
    kept: ReferralOffice,
) -> None:
    path = kept.approved()
    kept.do(kept.officer, path, "documents", evidence_paper())
    for code in REQUIRED_PAPERS:
        kept.do(kept.officer, path, "documents", paper_body(code))
    kept.do(kept.officer, path, "dispatch")

    listed = kept.read(path, kept.liaison)["documents"][-1]
    photo = kept.liaison.get("referral", f"{path}/documents/other_material")

    assert listed["file"] == {
        "evidence_id": PHOTO_ID,
        **{name: FACTS[name] for name in ("name", "size", "media_type", "sha256", "sm3")},
    }
    assert hashlib.sha256(photo.data).hexdigest() == listed["file"]["sha256"]
    assert photo.content_type == "image/jpeg"
    assert photo.headers["Content-Disposition"].startswith("attachment")
    assert photo.headers["Content-Security-Policy"].startswith("sandbox")


def test_evidence_of_another_matter_is_refused_at_its_field(kept: ReferralOffice) -> None:
    path = kept.approved()
    foreign = evidence_paper() | {"evidence_id": "01M7YK0TQZSOMEBODYELSES000"}

    refusal = kept.officer.act("referral", path, "documents", foreign)

    assert refusal.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refusal.get_json()["errors"]] == [
        ("/evidence_id", "evidence_unknown")
    ]
    assert "item_list" not in str(kept.read(path)["report"])
    assert not any(each["present"] for each in kept.read(path)["documents"])


@pytest.mark.parametrize(
    "evidence_id", ["../../matters", "..", "a/b", "?x=1", "%2e%2e", "a b", "证据"]
)
def test_an_id_that_is_an_address_leads_nowhere_else(
    kept: ReferralOffice, evidence_id: str
) -> None:
    path = kept.approved()

    refusal = kept.officer.act(
        "referral", path, "documents", evidence_paper() | {"evidence_id": evidence_id}
    )

    assert refusal.status_code == 422
    assert refusal.get_json()["errors"][0]["code"] == "evidence_unknown"
    assert kept.intake.calls == []


def test_while_intake_is_away_nothing_is_added_and_one_may_try_again(
    kept: ReferralOffice,
) -> None:
    path = kept.approved()
    kept.intake.is_away = True
    refusal = kept.officer.act("referral", path, "documents", evidence_paper())
    kept.intake.is_away = False

    added = kept.officer.act("referral", path, "documents", evidence_paper())

    assert (refusal.status_code, refusal.get_json()["code"]) == (503, "unavailable")
    assert added.status_code == 201


def test_a_stranger_does_not_make_us_ask_intake(kept: ReferralOffice) -> None:
    path = kept.approved()

    answer = kept.liaison.post("referral", f"{path}/documents", evidence_paper())

    assert answer.status_code == 404
    assert kept.intake.calls == []


def test_a_title_with_neither_text_nor_evidence_is_refused_in_both_languages(
    kept: ReferralOffice,
) -> None:
    path = kept.approved()
    etag = kept.officer.get("referral", path).headers["ETag"]
    empty = paper_body("item_list", text=" 　\n")

    told = {
        language: kept.officer.post(
            "referral",
            f"{path}/documents",
            empty,
            **{"If-Match": etag, "Accept-Language": language},
        ).get_json()["errors"]
        for language in ("zh", "en")
    }

    assert [each["code"] for errors in told.values() for each in errors] == ["paper_empty"] * 2
    assert told["zh"][0]["detail"] == "只有标题没有内容，请填写正文或选择证据文件。"
    assert told["en"][0]["detail"].startswith("There is only a title")
