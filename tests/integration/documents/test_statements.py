"""What the centre signs about a paper: proof that stands by itself, and that the check page knows."""

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.support.town import Person, Town

DOCUMENTS = "/api/v1/documents"
CHECKS = "/api/v1/document-checks"


@pytest.fixture
def receipt_no(sqlite_town: Town) -> str:
    found: str = sqlite_town.files()["receipt_no"]
    sqlite_town.settle()
    return found


def _receipt(town: Town, person: Person, receipt_no: str) -> dict[str, Any]:
    """The registration form: the receipt that lists every file with its digest."""
    [paper] = person.get("documents", f"{DOCUMENTS}?receipt_no={receipt_no}").get_json()["items"]
    assert paper["kind"] == "registration_form"
    return dict(paper)


def _file(person: Person, paper: dict[str, Any], suffix: str) -> bytes:
    return person.get("documents", f"{DOCUMENTS}/{paper['document_id']}/files/{suffix}").data


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_receipt_can_be_proved_by_another_program_with_the_public_key_alone(
    sqlite_town: Town, receipt_no: str
) -> None:
    citizen = sqlite_town.citizen(receipt_no)
    paper = _receipt(sqlite_town, citizen, receipt_no)
    pdf, statement = (_file(citizen, paper, suffix) for suffix in ("pdf", "jws"))
    key = sqlite_town.visitor.get("documents", f"{CHECKS}/key").get_json()["key"]

    header, payload, signature = statement.decode().split(".")
    public = Ed25519PublicKey.from_public_bytes(_unpadded(key["x"]))

    public.verify(_unpadded(signature), f"{header}.{payload}".encode())
    said = json.loads(_unpadded(payload))
    assert said["pdf_sha256"] == hashlib.sha256(pdf).hexdigest()
    assert (said["number"], said["receipt_no"]) == (paper["number"], receipt_no)
    assert "d" not in key
    with pytest.raises(InvalidSignature):
        public.verify(_unpadded(signature), f"{header}.{payload}x".encode())


def test_anybody_can_check_a_signature_without_the_paper(
    sqlite_town: Town, receipt_no: str
) -> None:
    citizen = sqlite_town.citizen(receipt_no)
    paper = _receipt(sqlite_town, citizen, receipt_no)
    statement = _file(citizen, paper, "jws").decode()

    answer = sqlite_town.visitor.post("documents", CHECKS, {"statement": statement})

    assert answer.get_json()["number"] == paper["number"]
    assert answer.get_json()["compared"] == "statement"


@pytest.mark.parametrize("spoilt", ["", "x", "eyJhbGciOiJub25lIn0.e30.", "." * 3000])
def test_what_the_centre_did_not_sign_proves_nothing(
    sqlite_town: Town, receipt_no: str, spoilt: str
) -> None:
    citizen = sqlite_town.citizen(receipt_no)
    statement = _file(citizen, _receipt(sqlite_town, citizen, receipt_no), "jws").decode()

    answer = sqlite_town.visitor.post(
        "documents", CHECKS, {"statement": spoilt or statement[:-6] + "AAAAAA"}
    )

    assert answer.status_code == 404


def test_a_token_of_the_same_key_is_no_statement(sqlite_town: Town) -> None:
    from chassis.identity import TokenSigner
    from chassis.principal import service_principal

    signer = TokenSigner("documents", sqlite_town.keyring, sqlite_town.clock)
    token = signer.sign(service_principal("documents"), "intake")

    answer = sqlite_town.visitor.post("documents", CHECKS, {"statement": token})

    assert answer.status_code == 404


def test_who_gets_a_covered_copy_gets_no_statement(sqlite_town: Town, receipt_no: str) -> None:
    sqlite_town.accepts(receipt_no)
    sqlite_town.settle()
    other = sqlite_town.citizen(receipt_no, "respondent")
    papers = other.get("documents", f"{DOCUMENTS}?receipt_no={receipt_no}").get_json()["items"]
    covered = next(each for each in papers if each["is_masked"])

    answer = other.get("documents", f"{DOCUMENTS}/{covered['document_id']}/files/jws")

    assert answer.status_code == 404
