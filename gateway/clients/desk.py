"""Asking intake for the hotline's desk: calls, callers, texts to answer from."""

import json
from collections.abc import Mapping
from typing import Any

from chassis.errors import Unavailable
from chassis.principal import Principal
from chassis.service_client import Call, ServiceClient
from gateway.clients.calling import Act, Json, act, read, send

SERVICE = "intake"
_CALLS = "/api/v1/calls"


def calls(view: str, *, mine: bool = False) -> list[Json]:
    """One list of the desk: ringing, open, parked, incomplete, callbacks or recent."""
    return list(read(SERVICE, _CALLS, {"view": view, "mine": "true" if mine else ""})["items"])


def ringing(client: ServiceClient, who: Principal) -> str:
    """The calls that ring for somebody, or for everybody, as JSON; none while intake is away.

    Asked with a client, not for a page: it outlives the request whose answer stays open.
    """
    try:
        answer = client.request("GET", _CALLS, principal=who, query={"view": "ringing"})
    except Unavailable:
        return "[]"
    items = answer.json()["items"] if answer.is_ok else []
    found = [each for each in items if each["operator"] in {"", who.subject}]
    shown = [{"call_id": each["call_id"], "number": each["number"]} for each in found]
    return json.dumps(shown, ensure_ascii=False)


def begin(number: str, key: str) -> Json:
    """Take a call that no telephone system announced."""
    found: Json = act(SERVICE, _CALLS, Act(key=key, body={"number": number})).json()
    return found


def call(call_id: str) -> Json:
    """One call with its draft."""
    found: Json = read(SERVICE, f"{_CALLS}/{call_id}")
    return found


def keep(call_id: str, draft: Mapping[str, str], draft_no: int) -> Json:
    """Keep the form as it stands: ``{call_id, draft_no, draft_at}``. Raises: Refused."""
    body = json.dumps({"draft": dict(draft), "draft_no": draft_no}, ensure_ascii=False).encode()
    sent = Call(
        method="PUT",
        path=f"{_CALLS}/{call_id}/draft",
        headers={"Content-Type": "application/json"},
        body=body,
    )
    found: Json = send(SERVICE, sent).json()
    return found


def do(call_id: str, verb: str, key: str, body: Mapping[str, Any] | None = None) -> Json:
    """An act on a call, such as ``parking``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_CALLS}/{call_id}/{verb}", Act(key=key, body=body or {})).json()
    return found


def lookup(asked: Mapping[str, str], key: str) -> Json:
    """Who calls, what may be the same: ``{name, calls, matters, duplicates, repeats, named}``."""
    found: Json = act(SERVICE, "/api/v1/call-lookups", Act(key=key, body=asked)).json()
    return found


def matter(receipt_no: str) -> Json:
    """What a matter is about, without its people. Raises: NotFound."""
    found: Json = read(SERVICE, f"/api/v1/call-lookups/{receipt_no}")
    return found


def seat() -> Json:
    """What the operator does now: ``{state, since, now}``."""
    found: Json = read(SERVICE, "/api/v1/seat")
    return found


def leave_or_return(verb: str, key: str) -> None:
    """``break`` or ``return``. Raises: Refused."""
    act(SERVICE, f"/api/v1/seat/{verb}", Act(key=key, body={}))


def figures(on: str) -> Json:
    """How well the hotline answered on a day (today when empty)."""
    found: Json = read(SERVICE, "/api/v1/call-figures", {"on": on})
    return found


def knowledge(wanted: str = "", *, all_of_them: bool = False) -> list[Json]:
    """Texts to answer from."""
    asked = {"q": wanted, "all": "true" if all_of_them else ""}
    return list(read(SERVICE, "/api/v1/knowledge", asked)["items"])


def add_text(body: Mapping[str, Any], key: str) -> None:
    """Add a text. Raises: Refused."""
    act(SERVICE, "/api/v1/knowledge", Act(key=key, body=body))


def revise_text(entry_id: str, body: Mapping[str, Any], key: str) -> None:
    """Change a text. Raises: Refused."""
    act(SERVICE, f"/api/v1/knowledge/{entry_id}/revision", Act(key=key, body=body))
