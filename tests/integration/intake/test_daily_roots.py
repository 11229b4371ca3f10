"""Each day is closed under one published root; whoever has a receipt can prove what stands under it."""

import hashlib
import io
import json
import secrets
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from joserfc import jws

from contracts.daily_root import NotProven, canonical, leaf_of_file, proven, signed_words
from gateway.audit.heads import HeadSigner
from services.intake.application.publish_root import KIND, plan_publishing
from tests.support.intake_office import SUBMISSIONS, IntakeOffice
from tests.support.matters import complaint

ROOTS, PNG = "/api/v1/daily-roots", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
SATURDAY_0010 = datetime(2026, 11, 20, 16, 10, tzinfo=UTC)


def files_a_picture(office: IntakeOffice) -> str:
    """Somebody files with one file; returns the receipt number."""
    sent = office.http["intake"].post(
        "/api/v1/evidence",
        data={"file": (io.BytesIO(PNG), "货架.png")},
        headers={"Idempotency-Key": secrets.token_hex(8)},
    )
    body = complaint(evidence=[{"id": sent.get_json()["id"], "description": "照片"}])
    filed = office.visitor.post("intake", SUBMISSIONS, body)
    return str(filed.get_json()["receipt_no"])


def published(office: IntakeOffice, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.visitor.get("intake", ROOTS + query).get_json()["items"]
    return found


def proof_of(office: IntakeOffice, receipt_no: str) -> bytes:
    path = f"{SUBMISSIONS}/{receipt_no}/inclusion-proof"
    return office.citizen(receipt_no).get("intake", path).data


def test_a_day_is_closed_after_midnight_and_a_file_of_it_is_proved(office: IntakeOffice) -> None:
    office.within(plan_publishing)
    office.works()
    receipt_no = files_a_picture(office)
    before = [each["day"] for each in published(office)]

    office.clock.set(SATURDAY_0010)
    office.works()

    assert before == ["2026-11-19"]  # on the first day, that of the day before
    [friday] = published(office, f"?day={FRIDAY}")
    found = proven(proof_of(office, receipt_no))
    assert found.roots[str(FRIDAY)]["root"] == friday["root"]
    assert leaf_of_file(found.leaves, hashlib.sha256(PNG).hexdigest())["size"] == len(PNG)
    assert {leaf["kind"] for leaf in found.leaves} == {"receipt", "evidence"}


def test_each_root_names_the_one_before_and_is_signed_by_intake(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    office.within(plan_publishing)

    office.clock.set(datetime(2026, 11, 22, 2, tzinfo=UTC))
    office.works()

    newest, older, oldest = published(office)
    assert {each["size"] for each in (newest, older, oldest)} == {64}  # tells no volume
    assert (newest["day"], newest["previous"]) == ("2026-11-21", older["root"])
    assert (older["previous"], oldest["previous"]) == (oldest["root"], "")
    key = office.keyring.public["intake"]
    signed = jws.deserialize_compact(newest["signature"], key, algorithms=["Ed25519"])
    assert (signed.headers()["typ"], signed.payload) == (KIND, signed_words(newest))


def test_the_newest_head_of_the_audit_log_stands_under_the_root(
    sqlite_office: IntakeOffice,
) -> None:
    office, at = sqlite_office, datetime(2026, 11, 20, 3, tzinfo=UTC)
    signer = HeadSigner(office.keyring)
    newest, older = signer.sign(7, "ab" * 32, at), signer.sign(3, "cd" * 32, at)
    forged = replace(newest, size=9)

    answers = [
        office.http["intake"].post(
            "/internal/audit-heads", json=vars(each) | {"at": each.at.isoformat()}
        )
        for each in (newest, older, forged)
    ]
    office.within(plan_publishing)
    office.works()

    assert [each.status_code for each in answers] == [204, 204, 401]
    [root] = published(office)
    assert (root["audit_head"]["size"], root["audit_head"]["root"]) == (7, "ab" * 32)


def test_the_proof_is_for_whoever_has_the_receipt_and_breaks_with_one_bit(
    sqlite_office: IntakeOffice,
) -> None:
    office = sqlite_office
    office.within(plan_publishing)
    receipt_no = files_a_picture(office)
    path = f"{SUBMISSIONS}/{receipt_no}/inclusion-proof"
    early = office.citizen(receipt_no).get("intake", path)
    office.clock.set(SATURDAY_0010)
    office.works()

    stranger = office.citizen("2611200000000").get("intake", path)
    file = proof_of(office, receipt_no)
    forged = json.loads(file)
    forged["items"][0]["leaf"]["at"] = "2026-11-19T00:00:00Z"

    assert (early.get_json()["code"], stranger.status_code) == ("not_yet_covered", 404)
    with pytest.raises(NotProven, match="not_under_root"):
        proven(canonical(forged))


def test_after_a_pause_every_day_gets_its_root_once(sqlite_office: IntakeOffice) -> None:
    office = sqlite_office
    office.within(plan_publishing)
    office.works()

    office.clock.set(datetime(2026, 12, 1, 2, tzinfo=UTC))
    office.within(plan_publishing)
    office.works()
    office.works()

    days = [each["day"] for each in published(office)]
    assert (len(days), len(set(days)), days[0]) == (12, 12, "2026-11-30")
