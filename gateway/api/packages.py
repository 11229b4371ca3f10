"""A package asked for at the API carries the proof of the audit log, as one from the pages does."""

import json
import re
from dataclasses import replace

from flask import g

from chassis.principal import Principal
from chassis.service_client import Call
from gateway.audit.package_proof import Taking, prove_taking
from gateway.context import gateway

_PACKAGE = re.compile(r"/api/v1/(referrals|transfers|confirmations)/([A-Za-z0-9]{1,40})/package/?")


def with_proof(call: Call, service: str, who: Principal) -> Call:
    """The call with a proof in its body, where it asks for a package that ``who`` may have.

    Where the manifest is refused nothing is proved: the service says why. Raises: Unavailable.
    """
    found = _PACKAGE.fullmatch(call.path)
    if call.method != "POST" or found is None:
        return call
    kind, item_id = found.groups()
    headers = {k: v for k, v in call.headers.items() if k not in {"Content-Length", "Content-Type"}}
    asked = Call(method="GET", path=f"/api/v1/{kind}/{item_id}/manifest", headers=headers)
    manifest = gateway().clients[service].forward(asked, who)
    if not manifest.is_ok:
        return call
    taking = Taking(
        who=who, kind=kind, item_id=item_id, manifest=manifest.body, request_id=g.request_id
    )
    body = json.dumps({"proof": prove_taking(gateway().audit, taking)}).encode()
    headers |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    return replace(call, headers=headers, body=body)
