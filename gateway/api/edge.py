"""Passes requests on: only listed headers go in and out, and the caller's identity is vouched for anew."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import MethodNotAllowed, RequestEntityTooLarge
from werkzeug.routing import MapAdapter, Rule

from chassis.errors import NotFound
from chassis.principal import VISITOR
from chassis.service_client import Answer, Call
from gateway import step_up
from gateway.api.callers import session
from gateway.api.limits import limit
from gateway.api.packages import with_proof
from gateway.api.transfer_reports import with_names
from gateway.context import gateway

SERVICE_OF: Mapping[str, str] = {
    "codes": "intake",
    "daily-roots": "intake",
    "evidence": "intake",
    "uploads": "intake",
    "submissions": "intake",
    "saved-lists": "intake",
    "calls": "intake",
    "call-lookups": "intake",
    "seat": "intake",
    "call-figures": "intake",
    "call-signals": "intake",
    "knowledge": "intake",
    "officers": "intake",
    "rulings": "intake",
    "samples": "intake",
    "statements": "intake",
    "invitations": "mediation",
    "mediation-cases": "mediation",
    "sessions": "mediation",
    "expert-pool": "mediation",
    "pool-applications": "mediation",
    "pool-supplies": "mediation",
    "relations": "mediation",
    "experts": "mediation",
    "draws": "mediation",
    "availability": "mediation",
    "calendar-feeds": "mediation",
    "rooms": "mediation",
    "session-plans": "mediation",
    "session-watch": "mediation",
    "proceedings": "mediation",
    "opinion-orders": "mediation",
    "adjudication-figures": "mediation",
    "matters": "mediation",
    "attendance": "mediation",
    "confirmations": "referral",
    "transfers": "referral",
    "desks": "referral",
    "referrals": "referral",
    "guest-links": "referral",
    "referral-flows": "referral",
    "inbox": "referral",
    "overdue": "referral",
    "crime-checks": "referral",
    "notices": "notification",
    "messages": "notification",
    "webhook-endpoints": "notification",
    "webhook-deliveries": "notification",
    "message-preferences": "notification",
    "wechat-bindings": "notification",
    "documents": "documents",
    "document-kinds": "documents",
    "document-checks": "documents",
    "document-templates": "documents",
}
"""First word behind /api/v1/ → the service that answers."""

LIMITED: Mapping[tuple[str, str], str] = {
    ("POST", "submissions"): "filing",
    ("POST", "evidence"): "upload",
    ("POST", "uploads"): "upload",
    ("POST", "submissions/track"): "track",
    ("POST", "invitations/open"): "track",
    ("POST", "guest-links/entrance"): "track",
    ("POST", "document-checks"): "check",
    ("POST", "pool-applications"): "filing",
}
FROM_OUTSIDE = {"X-Entrance": "api"}
"""Says that a program asks, not one of our pages; nobody outside can say it or leave it out."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_ENDPOINT = "edge"
_GO_IN = (
    "Accept",
    "Accept-Language",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    # Signed messages (Standard Webhooks): the service that knows the secret checks them.
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
)
_COME_OUT = frozenset(
    {
        "allow",
        "cache-control",
        "content-disposition",
        "content-language",
        "content-security-policy",
        "content-type",
        "etag",
        "idempotency-replayed",
        "last-modified",
        "link",
        "location",
        "retry-after",
        "www-authenticate",
        "x-content-type-options",
    }
)
_WHOLE = 256 * 1024
_CHUNK = 64 * 1024


def install(app: Flask) -> None:
    """Pass on everything under /api/v1 that is not the gateway's own."""
    # Any method: which of them a resource allows, only the resource can say.
    app.url_map.add(Rule("/api/v1/<path:rest>", endpoint=_ENDPOINT))
    app.view_functions[_ENDPOINT] = pass_on


def pass_on(rest: str) -> Response:
    """The service's answer.

    Raises: NotFound; MethodNotAllowed; Throttled; Unauthenticated; Unavailable.
    """
    service = SERVICE_OF.get(rest.partition("/")[0])
    if service is None or request.method not in _METHODS:
        return _told_methods(_own_methods() if service is None else _methods_at(service))
    if limited := LIMITED.get((request.method, rest)):
        limit(limited)
    found = session()
    if found is not None and step_up.is_needed(
        found, step_up.action_of(request.method, request.path)
    ):
        raise step_up.StepUpNeeded()
    principal = VISITOR if found is None else found.principal
    call = Call(
        method=request.method,
        path=quote(request.path),
        query=request.query_string.decode("latin-1"),
        headers=_inward(),
        body=_body(),
        takes_pieces=True,
    )
    call = with_names(with_proof(call, service, principal))
    return outward(gateway().clients[service].forward(call, principal))


def _told_methods(allowed: list[str]) -> Response:
    """What a resource allows, to who asks for it. Raises: NotFound; MethodNotAllowed."""
    if not allowed:
        raise NotFound()
    if request.method != "OPTIONS":
        raise MethodNotAllowed(allowed)
    return Response(status=204, headers={"Allow": ", ".join(sorted(allowed))})


def _own_methods() -> list[str]:
    """What a route of the gateway itself allows at this address."""
    adapter = current_app.url_map.bind("")
    found = [each for each in sorted(_METHODS) if _is_own(adapter, each)]
    return [*found, "OPTIONS"] if found else []


def _is_own(adapter: MapAdapter, method: str) -> bool:
    endpoint, _values = adapter.match(request.path, method=method)
    return endpoint != _ENDPOINT


def _methods_at(service: str) -> list[str]:
    """What the service allows at this address. Raises: Unavailable."""
    call = Call(
        method="OPTIONS", path=quote(request.path), query="", headers=_about_request(), body=b""
    )
    answer = gateway().clients[service].forward(call, VISITOR)
    allowed = next((v for k, v in answer.headers.items() if k.lower() == "allow"), "")
    return [each.strip() for each in allowed.split(",") if each.strip()] if answer.is_ok else []


def _about_request() -> dict[str, str]:
    return {"X-Request-Id": g.request_id}


def _inward() -> dict[str, str]:
    given = request.headers
    headers = {name: given[name] for name in _GO_IN if name in given}
    headers |= _about_request() | FROM_OUTSIDE
    if request.content_length:
        headers["Content-Length"] = str(request.content_length)
    return headers


def _body() -> bytes | Iterator[bytes]:
    size = request.content_length
    if size is not None and size > (request.max_content_length or 0):
        raise RequestEntityTooLarge()
    if size is None and "Transfer-Encoding" not in request.headers:
        return b""
    if size is not None and size <= _WHOLE:
        return request.get_data(cache=False)
    # A service in the same process reads on while ``request`` is its own.
    stream = request.stream
    return iter(lambda: stream.read(_CHUNK), b"")


def outward(answer: Answer) -> Response:
    """A service's answer with the headers that concern the caller."""
    headers: list[tuple[str, Any]] = [
        (name, value) for name, value in answer.headers.items() if name.lower() in _COME_OUT
    ]
    return Response(answer.content, status=answer.status, headers=headers)
