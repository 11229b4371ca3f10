"""A proof of a file under a published root, as intake makes it, for tests without intake."""

from typing import Any

from joserfc import jws

from chassis.identity import Keyring
from contracts.daily_root import (
    DAY,
    EVIDENCE,
    RECEIPT,
    ROOT_FORMAT,
    leaf_of,
    proof_of,
    signed_words,
)
from contracts.merkle import root_of

RECEIPT_NO, FRIDAY = "2611201234567", "2026-11-20"


def a_proof(keyring: Keyring, sha256: str) -> dict[str, Any]:
    """Three leaves of Friday: the day, a receipt and its file."""
    mine = {"receipt_no": RECEIPT_NO, "at": "2026-11-20T02:00:00Z", "salt": "salt"}
    leaves = [
        {"kind": DAY, "day": FRIDAY, "previous": "", "salt": "secret"},
        {"kind": RECEIPT, "filing": "complaint"} | mine,
        {"kind": EVIDENCE, "evidence_id": "file-1", "size": 9, "sha256": sha256, "sm3": "ab"}
        | mine,
    ]
    root = {
        "format": ROOT_FORMAT,
        "day": FRIDAY,
        "size": len(leaves),
        "root": root_of([leaf_of(each) for each in leaves]).hex(),
        "previous": "",
        "published_at": "2026-11-20T16:10:00Z",
        "timestamp_token": "",
    }
    signature = jws.serialize_compact(
        {"alg": "Ed25519", "typ": "huhang-daily-root"},
        signed_words(root),
        keyring.private("intake"),
        algorithms=["Ed25519"],
    )
    wanted = [(FRIDAY, 1), (FRIDAY, 2)]
    roots = {FRIDAY: root | {"signature": signature}}
    return proof_of(RECEIPT_NO, wanted, {FRIDAY: leaves}, roots)
