"""Everything of an item in one signed archive, with the proof that the audit log knows of it."""

import hashlib
import json
from typing import Any

from flask import Response, g

from chassis.service_client import Call
from gateway.audit.entries import Deed
from gateway.audit.package_proof import prove_package
from gateway.clients.calling import caller, fetch, send
from gateway.context import gateway

_PASSED_ON = ("Content-Type", "Content-Disposition")


def archive(kind: str, item_id: str) -> Response:
    """The archive of one of the ``referrals``, ``transfers`` or ``confirmations``."""
    base = f"/api/v1/{kind}/{item_id}"
    manifest = fetch("referral", f"{base}/manifest").body
    body = json.dumps({"proof": _proof(kind, item_id, manifest)}).encode()
    headers = {"Content-Type": "application/json"}
    answer = send(
        "referral",
        Call(method="POST", path=f"{base}/package", query="", headers=headers, body=body),
    )
    response = Response(answer.body)
    for name in _PASSED_ON:
        response.headers[name] = answer.headers[name]
    return response


def _proof(kind: str, item_id: str, manifest: bytes) -> dict[str, Any]:
    """Written down before anything leaves: who took it, and the digest of what was in it."""
    who = caller()
    deed = Deed(
        subject=who.subject,
        roles=",".join(sorted(who.roles))[:200],
        act=f"package /api/v1/{kind}/{{id}}",
        object=item_id,
        part=hashlib.sha256(manifest).hexdigest(),
        matter=str(json.loads(manifest).get("receipt_no", "")),
        outcome=200,
        request_id=g.get("request_id", ""),
    )
    return prove_package(gateway().audit, deed)
