"""The officers of a report are named as their accounts are: no caller says what somebody is called."""

import json
import re
from dataclasses import replace
from typing import Any

from chassis.service_client import Call
from gateway.context import gateway

_REPORT = re.compile(r"/api/v1/transfers/[A-Za-z0-9]{1,40}/report/?")
MOST = 20
"""As many as a team has; the service refuses more."""


def names_of(accounts: list[Any]) -> list[str]:
    """What each account is called; the account itself where there is none."""
    found = [str(each).strip().lower() for each in accounts]
    known = [gateway().accounts.find(each) for each in found]
    return [name.name if name else each for name, each in zip(known, found, strict=True)]


def with_names(call: Call) -> Call:
    """The call with the names of its officers, where it reports a suspected crime."""
    if call.method != "POST" or not _REPORT.fullmatch(call.path):
        return call
    whole = call.body if isinstance(call.body, bytes) else b"".join(call.body)
    try:
        body = json.loads(whole)
    except (ValueError, RecursionError):
        return replace(call, body=whole)
    if isinstance(body, dict) and isinstance(officers := body.get("officers"), list):
        body["officer_names"] = names_of(officers[:MOST])
    sent = json.dumps(body).encode()
    length = {"Content-Length": str(len(sent))}
    return replace(call, headers={**call.headers, **length}, body=sent)
