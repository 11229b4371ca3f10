"""Asking intake about what happens after filing: messages, supplements, tracks, lists, advice."""

from collections.abc import Mapping
from typing import Any

from chassis.service_client import Answer
from gateway.clients.calling import Act, Json, act, fetch, fetch_file, read

SERVICE = "intake"
_SUBMISSIONS = "/api/v1/submissions"


def messages(receipt_no: str) -> list[Json]:
    """What was written, oldest first: ``{message_id, at, side, author_id, text}``."""
    return list(read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/messages")["items"])


def write(receipt_no: str, body: Mapping[str, Any], key: str) -> None:
    """Write to the other side: body ``{text}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/messages", Act(key=key, body=body))


def supply(receipt_no: str, body: Mapping[str, Any], key: str) -> None:
    """Answer what was asked: body ``{answer, evidence}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/supplement", Act(key=key, body=body))


def rate(receipt_no: str, body: Mapping[str, Any], key: str) -> None:
    """Say how content one is: body ``{score, words}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/rating", Act(key=key, body=body))


def correct(receipt_no: str, body: Mapping[str, Any], key: str) -> None:
    """Put fields right: body ``{fields}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/correction", Act(key=key, body=body))


def withdraw(receipt_no: str, body: Mapping[str, Any], key: str) -> None:
    """Take a matter back: body ``{reason}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/withdrawal", Act(key=key, body=body))


def advice(receipt_no: str) -> Json:
    """What the rules suggest: lane, suggestions, competent body, duplicates, repeats."""
    found: Json = read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/advice")
    return found


def do(receipt_no: str, verb: str, act_: Act) -> Json:
    """An act of an officer on one matter, such as ``triage`` or ``hand-over``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/{verb}", act_).json()
    return found


def redaction_compared(receipt_no: str, evidence_id: str) -> Json:
    """A redacted copy beside its original: ``{kind, rows, covered, original_id, copy_id, reason}``."""
    path = f"{_SUBMISSIONS}/{receipt_no}/evidence/{evidence_id}/comparison"
    found: Json = read(SERVICE, path)
    return found


def picture(receipt_no: str, evidence_id: str) -> Answer:
    """A piece of evidence as PNG."""
    return fetch(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/evidence/{evidence_id}/picture")


def shared_evidence(receipt_no: str) -> list[Json]:
    """What was opened to the other party: ``{id, name, size, media_type, sha256, sm3}``."""
    return list(read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/shared-evidence")["items"])


def shared_file(receipt_no: str, evidence_id: str) -> Answer:
    """The bytes of one of them, with the headers to pass on."""
    return fetch_file(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/shared-evidence/{evidence_id}")


def assign(body: Mapping[str, Any], key: str) -> Json:
    """Give several matters to one officer: body ``{receipt_nos, assignee}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_SUBMISSIONS}/assignment", Act(key=key, body=body)).json()
    return found


def export(query: Mapping[str, Any]) -> Answer:
    """A list as a sheet, with the headers to pass on."""
    return fetch(SERVICE, f"{_SUBMISSIONS}/export", query)


def saved_lists() -> list[Json]:
    """The lists that the caller has saved: ``{list_id, name, query}``."""
    return list(read(SERVICE, "/api/v1/saved-lists")["items"])


def save_list(body: Mapping[str, Any], key: str) -> None:
    """Save filters under a name: body ``{name, query}``. Raises: Refused."""
    act(SERVICE, "/api/v1/saved-lists", Act(key=key, body=body))


def remove_list(list_id: str, key: str) -> None:
    """Forget a saved list. Raises: Refused; NotFound."""
    act(SERVICE, f"/api/v1/saved-lists/{list_id}/removal", Act(key=key, body={}))


def bundle(receipt_no: str) -> Answer:
    """All evidence of a matter in one archive, with the headers to pass on."""
    return fetch_file(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/evidence-bundle")


def custody(receipt_no: str) -> list[Json]:
    """Who had which file when: ``{evidence_id, at, act, actor_role, actor_id, sha256}``."""
    return list(read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/custody")["items"])
