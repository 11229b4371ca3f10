"""Asking intake: submissions, their evidence and their timeline."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from chassis.service_client import Answer, Call
from gateway.citizens import COMPLAINANT, citizen
from gateway.clients.calling import (
    Act,
    Json,
    Page,
    Versioned,
    act,
    fetch_file,
    read,
    read_versioned,
    send,
)
from gateway.context import gateway

SERVICE = "intake"
_SUBMISSIONS = "/api/v1/submissions"


def codes(on: date | None = None) -> Json:
    """The code lists: right types, statuses, refusal grounds… with their labels.

    ``on``: the day whose law counts for the grounds, the newest without it.
    """
    found: Json = read(SERVICE, "/api/v1/codes", {"on": on.isoformat() if on else None})
    return found


def check(fields: Mapping[str, Any], only: Sequence[str], key: str) -> None:
    """Whether intake would take these fields; ``only`` names those that are looked at.

    Raises: Refused (422) with the problems of each field.
    """
    asked = {name: fields[name] for name in only if name in fields}
    body = {"only": list(only), "fields": asked}
    act(SERVICE, f"{_SUBMISSIONS}/check", Act(key=key, body=body))


def file(fields: Mapping[str, Any], key: str) -> Json:
    """File a submission: ``{receipt_no, query_code, status, filed_at, answer_clock}``."""
    found: Json = act(SERVICE, _SUBMISSIONS, Act(key=key, body=fields)).json()
    return found


def upload(body: Any, content_type: str, key: str) -> Json:
    """Store one file: ``{id, name, size, media_type, …}``. ``body`` is multipart, as bytes or in pieces."""
    headers = {"Content-Type": content_type, "Idempotency-Key": key}
    headers["Content-Length"] = str(len(body))
    call = Call(
        method="POST",
        path="/api/v1/evidence",
        headers=headers,
        body=body,
    )
    found: Json = send(SERVICE, call).json()
    return found


def begin_upload(key: str) -> Json:
    """Begin a large file: ``{upload_id, offset, largest_part}``."""
    found: Json = act(SERVICE, "/api/v1/uploads", Act(key=key)).json()
    return found


def upload_part(upload_id: str, offset: int, body: Any, content_type: str) -> Json:
    """Send the next part: ``{offset}``. Raises: Refused, 409 with ``offset`` when others are due."""
    call = Call(
        method="POST",
        path=f"/api/v1/uploads/{quote(upload_id)}/parts",
        query=f"offset={offset}",
        headers={"Content-Type": content_type, "Content-Length": str(len(body))},
        body=body,
    )
    found: Json = send(SERVICE, call).json()
    return found


def complete_upload(upload_id: str, name: str, key: str) -> Json:
    """The last part has come: the facts of the file. Raises: Refused (422)."""
    path = f"/api/v1/uploads/{upload_id}/completion"
    found: Json = act(SERVICE, path, Act(key=key, body={"name": name})).json()
    return found


def is_repetition(receipt_no: str, asked: Mapping[str, str]) -> Json:
    """Is it what this browser filed under that number? ``{is_alike, status, filed_at}``.

    Asked in the name of whoever filed it. Raises: Unavailable.
    """
    answer = (
        gateway()
        .clients[SERVICE]
        .request(
            "POST",
            f"{_SUBMISSIONS}/{receipt_no}/likeness",
            principal=citizen(receipt_no, COMPLAINANT),
            json_body=dict(asked),
        )
    )
    found: Json = answer.json() if answer.is_ok else {"is_alike": False}
    return found


def track(receipt_no: str, query_code: str, key: str) -> str:
    """The receipt number that a query code opens. Raises: NotFound; Throttled; Refused (422)."""
    body = {"receipt_no": receipt_no, "query_code": query_code}
    answer = act(SERVICE, f"{_SUBMISSIONS}/track", Act(key=key, body=body))
    return str(answer.json()["receipt_no"])


def submissions(query: Mapping[str, Any] | None = None) -> Page:
    """The work list, next due first. ``query``: status, limit, cursor."""
    found: Page = read(SERVICE, _SUBMISSIONS, query)
    return found


def submission(receipt_no: str) -> Versioned:
    """One submission as the caller may see it."""
    return read_versioned(SERVICE, f"{_SUBMISSIONS}/{receipt_no}")


def accept(receipt_no: str, act_: Act) -> Json:
    """受理: accept the submission."""
    return _acted(receipt_no, "acceptance", act_)


def refuse(receipt_no: str, act_: Act) -> Json:
    """不予受理: body ``{ground, explanation}``."""
    return _acted(receipt_no, "refusal", act_)


def route(receipt_no: str, act_: Act) -> Json:
    """Hand over: body ``{route: mediation|police, reason}``."""
    return _acted(receipt_no, "routing", act_)


def close(receipt_no: str, act_: Act) -> Json:
    """办结: body ``{result, explanation}``."""
    return _acted(receipt_no, "closing", act_)


def timeline(receipt_no: str) -> list[Json]:
    """What happened, oldest first: ``{event_id, at, type, actor, text}``."""
    found = read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/timeline")
    return list(found["items"] if isinstance(found, dict) else found)


def evidence(receipt_no: str, evidence_id: str) -> Answer:
    """The bytes of one file, with the headers to pass on."""
    return fetch_file(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/evidence/{evidence_id}")


def evidence_to_go(receipt_no: str) -> list[Json]:
    """The pieces that the caller may see and that may be handed to other bodies."""
    pieces = submission(receipt_no)["fields"]["evidence"]
    return [each for each in pieces if each["may_read"] and each["exposure"]["goes_along"]]


def _acted(receipt_no: str, verb: str, act_: Act) -> Json:
    found: Json = act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/{verb}", act_).json()
    return found
