"""Asking the owners of facts, at the moment when a paper is made."""

from collections.abc import Mapping
from typing import Any

from chassis.errors import NotFound, Unavailable
from chassis.service_client import ServiceClient
from services.documents.domain.kind import Kind

ME = "documents"


def facts_of(
    kind: Kind, receipt_no: str, clients: Mapping[str, ServiceClient], event: Mapping[str, Any]
) -> dict[str, Any]:
    """What each service that a kind names knows about a matter, beside the event's own data.

    A service that knows nothing of the matter says nothing. Raises: Unavailable.
    """
    found: dict[str, Any] = {"event": dict(event)}
    for name in kind.facts:
        about = {"session_id": event["session_id"]} if _is_of_session(name, event) else None
        answer = clients[name].ask(ME, f"/internal/matters/{receipt_no}/facts", about)
        if answer.status == 404:
            found[name] = {}
        elif not answer.is_ok:
            raise Unavailable()
        else:
            found[name] = answer.json()
    return found


def _is_of_session(name: str, event: Mapping[str, Any]) -> bool:
    """A mediation may have several sessions; the paper of one tells of that one."""
    return name == "mediation" and "session_id" in event


def refuse_unknown(kind: Kind, facts: Mapping[str, Any]) -> None:
    """Raises: NotFound when no service that was asked knows the matter."""
    if kind.facts and not any(facts[name] for name in kind.facts):
        raise NotFound()
