"""Asking intake about samples and statements of a matter."""

from collections.abc import Mapping
from typing import Any

from gateway.clients.calling import Act, Json, act, read

SERVICE = "intake"
_SUBMISSIONS = "/api/v1/submissions"


def samples(receipt_no: str) -> list[Json]:
    """Every sample with what was done with it, and its ``etag``."""
    return list(read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/samples")["items"])


def take_in(receipt_no: str, act_: Act) -> Json:
    """Take a sample in: body ``{name, quantity, giver}``. Raises: Refused."""
    found: Json = act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/samples", act_).json()
    return found


def sample(sample_id: str) -> Json:
    """One sample."""
    found: Json = read(SERVICE, f"/api/v1/samples/{sample_id}")
    return found


def move(sample_id: str, act_: Act) -> None:
    """Seal, shelve, hand over…: body ``{act, …}``. Raises: Refused."""
    act(SERVICE, f"/api/v1/samples/{sample_id}/moves", act_)


def statements(receipt_no: str) -> list[Json]:
    """Every statement that the caller may see, and its ``etag``."""
    return list(read(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/statements")["items"])


def take_down(receipt_no: str, act_: Act) -> None:
    """Write a statement down: body ``{source, speaker, side, words, recording}``. Raises: Refused."""
    act(SERVICE, f"{_SUBMISSIONS}/{receipt_no}/statements", act_)


def go_on(statement_id: str, verb: str, act_: Act) -> None:
    """``words``, ``marks`` or ``reading-back`` of a statement. Raises: Refused."""
    act(SERVICE, f"/api/v1/statements/{statement_id}/{verb}", act_)


def confirm(statement_id: str, etag: str, key: str) -> None:
    """The speaker says that these are their words. Raises: Refused."""
    body: Mapping[str, Any] = {}
    act(
        SERVICE,
        f"/api/v1/statements/{statement_id}/confirmation",
        Act(key=key, etag=etag, body=body),
    )
