"""A package that a partner's system fetches carries the proof of the audit log."""

import hashlib
import json

from werkzeug.test import Client

from gateway.api_keys import NewKey
from gateway.audit.package_proof import flaws_of
from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal

TRANSFER = "/api/v1/transfers/01TRANSFER"
MANIFEST = {"id": "01TRANSFER", "receipt_no": "2611210000011", "files": []}


def key_of_the_police(portal: Portal) -> str:
    """What the system of a police desk shows, made for taking files along."""
    wanted = NewKey(
        name="执法办案系统",
        organisation="police:economic",
        kind="police",
        scopes=("files",),
        days=30,
        by="admin",
    )
    return portal.gateway.keys.make(wanted)[1]


def test_the_proof_is_for_the_manifest_that_was_sent(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    referral = services["referral"]
    referral.answer("GET", f"{TRANSFER}/manifest", MANIFEST)
    referral.answer("POST", f"{TRANSFER}/package", {})
    headers = {"Authorization": f"Bearer {key_of_the_police(portal)}"}

    answer = Client(portal.app).post(f"{TRANSFER}/package", headers=headers)

    assert answer.status_code == 200
    proof = json.loads(referral.bodies[-1])["proof"]
    digest = hashlib.sha256(json.dumps(MANIFEST, ensure_ascii=False).encode()).hexdigest()
    public = json.loads((portal.settings.keys_folder / "public.json").read_text())
    assert proof["entry"]["subject"].startswith("key:")
    assert flaws_of(proof, digest, public) == []


def test_what_may_not_be_seen_is_not_proved_either(
    portal: Portal, services: dict[str, FakeTransport]
) -> None:
    headers = {"Authorization": f"Bearer {key_of_the_police(portal)}"}

    answer = Client(portal.app).post(f"{TRANSFER}/package", headers=headers)

    assert answer.status_code == 404
    assert services["referral"].bodies[-1] == b""
