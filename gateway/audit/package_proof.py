"""That the log knows of a package: the digest of its manifest stands in an entry under a signed head."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from chassis.identity import GATEWAY
from chassis.principal import Principal
from contracts.audit_head import ALGORITHM, KIND, signed_words
from contracts.merkle import proves_inclusion
from gateway.audit.entries import Deed, Entry
from gateway.audit.log import AuditLog


@dataclass(frozen=True, kw_only=True)
class Taking:
    """Somebody takes a package along. ``kind``: ``referrals``, ``transfers`` or ``confirmations``."""

    who: Principal
    kind: str
    item_id: str
    manifest: bytes
    request_id: str


def prove_taking(log: AuditLog, taking: Taking) -> dict[str, Any]:
    """Written down before anything leaves: who took it, and the digest of what was in it."""
    who = taking.who
    deed = Deed(
        subject=who.subject,
        roles=",".join(sorted(who.roles))[:200],
        act=f"package /api/v1/{taking.kind}/{{id}}",
        object=taking.item_id[:80],
        part=hashlib.sha256(taking.manifest).hexdigest(),
        matter=str(json.loads(taking.manifest).get("receipt_no", "")),
        outcome=200,
        request_id=taking.request_id,
    )
    return prove_package(log, deed)


def prove_package(log: AuditLog, deed: Deed) -> dict[str, Any]:
    """Write the deed, whose ``part`` is the digest, into the log and prove that it stands there."""
    proof = log.append_proven(deed)
    return {
        "entry": vars(proof.entry) | {"at": proof.entry.at.isoformat()},
        "path": [each.hex() for each in proof.path],
        "head": {
            "size": proof.head.size,
            "root": proof.head.root,
            "at": proof.head.at.isoformat(),
            "signature": proof.head.signature,
        },
    }


def flaws_of(proof: Mapping[str, Any], digest: str, public: Mapping[str, Any]) -> list[str]:
    """What is wrong with a proof for a manifest; ``public``: keys by issuer, where they are known."""
    try:
        return list(_flaws(proof, digest, public))
    except (KeyError, TypeError, ValueError) as problem:
        return [f"its proof cannot be read: {problem}"]


def _flaws(proof: Mapping[str, Any], digest: str, public: Mapping[str, Any]) -> list[str]:
    head, kept = proof["head"], proof["entry"]
    names = {each.name for each in fields(Entry)}
    entry = Entry(**{n: v for n, v in kept.items() if n in names} | {"at": _instant(kept["at"])})
    found = []
    if entry.part != digest:
        found.append("its proof is for another package")
    path, root = [bytes.fromhex(each) for each in proof["path"]], bytes.fromhex(head["root"])
    if not proves_inclusion(entry.leaf, entry.position - 1, head["size"], path, root=root):
        found.append("its entry does not stand under the head of the log")
    if GATEWAY in public and not _is_signed(head, OKPKey.import_key(public[GATEWAY])):
        found.append("the head of the log was not signed by the centre")
    return found


def _is_signed(head: Mapping[str, Any], key: OKPKey) -> bool:
    try:
        found = jws.deserialize_compact(head["signature"], key, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return False
    words = signed_words(head["size"], head["root"], _instant(head["at"]))
    return found.headers().get("typ") == KIND and found.payload == words


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
