"""A receiver answers with files of its own; intake keeps them, and they go along.

What no database sees is tried on SQLite alone.
"""

from typing import Any

from tests.support.referral_office import RECEIPT, ReferralOffice

PHOTO = {
    "id": "01JHPHOTO00000000000000001",
    "name": "现场照片.png",
    "size": 9,
    "media_type": "image/png",
    "sha256": "ab" * 32,
    "sm3": "cd" * 32,
}
INTAKE = f"/internal/matters/{RECEIPT}/evidence"


def adds(office: ReferralOffice, path: str, who: Any = None) -> Any:
    """The regulator adds the photo, which intake knows."""
    office.intake.answer("POST", INTAKE, PHOTO, status=201)
    body = {"evidence_id": PHOTO["id"]}
    return (who or office.regulator).act("referral", path, "files", body)


def test_a_file_of_the_answer_is_there_for_both_sides(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()

    assert adds(sqlite_office, path).status_code == 201

    [file] = sqlite_office.read(path)["files"]
    assert (file["name"], file["sha256"], file["by"]) == ("现场照片.png", "ab" * 32, "zhoulan")
    sqlite_office.intake.answer(
        "GET",
        f"{INTAKE}/{PHOTO['id']}/content",
        "bytes",
        headers={
            "Content-Disposition": "attachment",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
    for who in (sqlite_office.officer, sqlite_office.regulator):
        answer = who.get("referral", f"{path}/files/{PHOTO['id']}")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert sqlite_office.platform.get("referral", f"{path}/files/{PHOTO['id']}").status_code == 404


def test_the_same_file_is_added_once_and_none_when_no_answer_is_due(
    sqlite_office: ReferralOffice,
) -> None:
    path = sqlite_office.referral_sent()
    adds(sqlite_office, path)

    again = adds(sqlite_office, path)
    reasons = {"act": "return", "reasons": "不属于本机关管辖。"}
    sqlite_office.do(sqlite_office.regulator, path, "acts", reasons)
    late = adds(sqlite_office, path)

    assert (again.status_code, again.get_json()["code"]) == (409, "file_there")
    assert (late.status_code, late.get_json()["code"]) == (409, "not_now")


def test_a_file_that_intake_does_not_know_is_refused(sqlite_office: ReferralOffice) -> None:
    path = sqlite_office.referral_sent()

    for unknown in ("01NOWHERE", "../parties", "照片\a"):
        answer = sqlite_office.regulator.act("referral", path, "files", {"evidence_id": unknown})

        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["code"] == "evidence_unknown"
    assert sqlite_office.read(path)["files"] == []
