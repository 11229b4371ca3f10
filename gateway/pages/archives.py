"""Everything of an item in one signed archive, with the proof that the audit log knows of it."""

import json

from flask import Response, g

from chassis.service_client import Call
from gateway.audit.package_proof import Taking, prove_taking
from gateway.clients.calling import caller, fetch, send
from gateway.context import gateway
from gateway.pages.downloads import passed_on


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
    call = Call(
        method="POST", path=f"{base}/package", headers=headers, body=body, takes_pieces=True
    )
    return passed_on(send("referral", call))
