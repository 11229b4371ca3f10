"""Everything of an item in one signed archive, with the proof that the audit log knows of it."""

import json

from flask import Response, g

from chassis.service_client import Call
from gateway.audit.package_proof import Taking, prove_taking
from gateway.clients.calling import caller, fetch, send
from gateway.context import gateway

_PASSED_ON = ("Content-Type", "Content-Disposition")


def archive(kind: str, item_id: str) -> Response:
    """The archive of one of the ``referrals``, ``transfers`` or ``confirmations``."""
    base = f"/api/v1/{kind}/{item_id}"
    manifest = fetch("referral", f"{base}/manifest").body
    taking = Taking(
        who=caller(),
        kind=kind,
        item_id=item_id,
        manifest=manifest,
        request_id=g.get("request_id", ""),
    )
    body = json.dumps({"proof": prove_taking(gateway().audit, taking)}).encode()
    headers = {"Content-Type": "application/json"}
    answer = send(
        "referral",
        Call(method="POST", path=f"{base}/package", query="", headers=headers, body=body),
    )
    response = Response(answer.body)
    for name in _PASSED_ON:
        response.headers[name] = answer.headers[name]
    return response
