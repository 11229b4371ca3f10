"""Evidence that goes to the police: services alone may ask for it, and only within its matter."""

import hashlib
from typing import Any

import pytest

from chassis.identity import TokenSigner
from chassis.principal import Principal, service_principal
from tests.integration.intake.test_evidence import PNG, files_with, uploads
from tests.support.intake_office import IntakeOffice

NOWHERE = "00000000000000000000000000"


@pytest.fixture
def file(office: IntakeOffice) -> dict[str, Any]:
    """A photo that somebody filed, and its matter's number."""
    photo = uploads(office).get_json()
    photo["receipt_no"] = files_with(office, photo["id"]).get_json()["receipt_no"]
    found: dict[str, Any] = photo
    return found


def path_of(file: dict[str, Any]) -> str:
    return f"/internal/matters/{file['receipt_no']}/evidence/{file['id']}"


def asks(office: IntakeOffice, path: str) -> Any:
    """Another service asks."""
    signer = TokenSigner("mediation", office.keyring, office.clock)
    token = signer.sign(service_principal("mediation"), "intake")
    return office.http["intake"].get(path, headers={"Authorization": f"Bearer {token}"})


def test_a_service_learns_what_a_file_is_and_gets_its_bytes(
    office: IntakeOffice, file: dict[str, Any]
) -> None:
    facts = asks(office, path_of(file)).get_json()
    content = asks(office, f"{path_of(file)}/content")

    assert facts == {
        each: file[each] for each in ("id", "name", "size", "media_type", "sha256", "sm3")
    }
    assert content.data == PNG
    assert hashlib.sha256(content.data).hexdigest() == facts["sha256"]
    assert content.headers["Content-Disposition"].startswith("attachment")
    assert content.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_file_is_found_in_its_own_matter_only(office: IntakeOffice, file: dict[str, Any]) -> None:
    elsewhere = office.files()["receipt_no"]

    answers = [
        asks(office, path_of(file | {"receipt_no": elsewhere})),
        asks(office, path_of(file | {"id": NOWHERE})),
        asks(office, path_of(file | {"id": NOWHERE}) + "/content"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3


@pytest.mark.parametrize(
    "role", ["officer", "supervisor", "police_liaison", "administrator", "complainant"]
)
def test_people_go_through_the_doors_that_are_made_for_them(
    office: IntakeOffice, file: dict[str, Any], role: str
) -> None:
    person = office.person(
        Principal(subject="staff:x", roles=frozenset({role}), matter=file["receipt_no"])
    )

    assert person.get("intake", path_of(file)).status_code == 404
    assert person.get("intake", f"{path_of(file)}/content").status_code == 404
    assert office.visitor.get("intake", path_of(file)).status_code == 401


def takes_in(office: IntakeOffice, receipt_no: str, evidence_id: str) -> Any:
    """Another service gives a receiver's file to a matter."""
    signer = TokenSigner("mediation", office.keyring, office.clock)
    token = signer.sign(service_principal("mediation"), "intake")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{receipt_no}{evidence_id}"}
    path = f"/internal/matters/{receipt_no}/evidence"
    return office.http["intake"].post(path, json={"evidence_id": evidence_id}, headers=headers)


def test_a_receivers_file_joins_one_matter_and_its_chain_of_custody(
    office: IntakeOffice, file: dict[str, Any]
) -> None:
    answer_file = uploads(office).get_json()

    taken = takes_in(office, file["receipt_no"], answer_file["id"])
    elsewhere = takes_in(office, office.files()["receipt_no"], answer_file["id"])

    assert (taken.status_code, taken.get_json()["sha256"]) == (201, answer_file["sha256"])
    assert elsewhere.status_code == 404
    chain = asks(office, f"/internal/matters/{file['receipt_no']}/custody").get_json()["items"]
    assert [each["act"] for each in chain if each["evidence_id"] == answer_file["id"]] == [
        "received",
        "filed",
    ]
