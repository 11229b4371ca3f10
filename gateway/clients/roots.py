"""Asking intake about the daily roots."""

from collections.abc import Iterable

from chassis.service_client import Answer
from gateway.clients.calling import Json, fetch, read

SERVICE = "intake"
_ROOTS = "/api/v1/daily-roots"


def newest(limit: int) -> list[Json]:
    """The newest roots, as they were published: ``{day, size, root, previous, audit_head, …}``."""
    return list(read(SERVICE, _ROOTS, {"limit": limit})["items"])


def published(days: Iterable[str]) -> dict[str, str]:
    """The roots of some days; a day without one is left out."""
    found = [read(SERVICE, _ROOTS, {"day": day})["items"] for day in days]
    return {each["day"]: each["root"] for items in found for each in items}


def proof(receipt_no: str) -> Answer:
    """The proof of a matter's receipt and files. Raises: Refused until a root covers them."""
    return fetch(SERVICE, f"/api/v1/submissions/{receipt_no}/inclusion-proof")
