"""Who may call what: every route declares its action, and what is not declared does not start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, g, request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.routing import Rule

from chassis import strict_json
from chassis.errors import NotFound
from chassis.identity import TokenVerifier, Unauthenticated
from chassis.principal import VISITOR, Principal
from chassis.problems import BadRequest
from chassis.service import Reaches

F = TypeVar("F", bound=Callable[..., Any])
_ROUTES = "huhang_routes"
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class UndeclaredRoute(Exception):
    """A route says neither which action it is nor that it is open."""


@dataclass(frozen=True)
class RouteFacts:
    """What a route declares. An open route has no action."""

    action: str | None
    takes_file: bool
    needs_idempotency_key: bool


def permitted(action: str) -> Callable[[F], F]:
    """Declare the action of a view; the caller's reach is then ``reach()``."""

    def mark(view: F) -> F:
        view.action = action  # type: ignore[attr-defined]
        return view

    return mark


def open_route(view: F) -> F:
    """Declare that anybody may call a view."""
    view.action = None  # type: ignore[attr-defined]
    return view


def takes_file(view: F) -> F:
    """Declare that a view takes multipart instead of JSON."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def guard(app: Flask, verifier: TokenVerifier, reaches: Reaches) -> None:
    """Check each request against what its route declares.

    Raises: UndeclaredRoute when a route declares nothing.
    """
    routes = app.extensions[_ROUTES] = _declared(app)

    @app.before_request
    def check() -> None:
        g.principal = VISITOR
        g.principal = _principal(verifier)
        if request.url_rule is None or _is_automatic(request.url_rule, request.method):
            return  # Flask answers by itself: 404, 405 or the allowed methods
        _check_address()
        # Flask answers HEAD with the view of GET: what guards the one guards the other.
        method = "GET" if request.method == "HEAD" else request.method
        facts = routes[str(request.endpoint), method]
        if facts.action is not None:
            g.reach = reaches(facts.action, g.principal.roles)
            if not g.reach:
                raise Unauthenticated() if g.principal == VISITOR else NotFound()
        if method in _WITH_BODY:
            _check_body(facts)


def _is_automatic(rule: Rule, method: str) -> bool:
    return method == "OPTIONS" and bool(getattr(rule, "provide_automatic_options", False))


def _declared(app: Flask) -> dict[tuple[str, str], RouteFacts]:
    facts: dict[tuple[str, str], RouteFacts] = {}
    undeclared = []
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD"}:
            if _is_automatic(rule, method):
                continue
            view = _view(app, rule.endpoint, method)
            if not hasattr(view, "action"):
                undeclared.append(f"{method} {rule}")
            facts[rule.endpoint, method] = RouteFacts(
                getattr(view, "action", None),
                getattr(view, "takes_file", False),
                getattr(view, "needs_idempotency_key", False),
            )
    if undeclared:
        raise UndeclaredRoute(", ".join(sorted(undeclared)))
    return facts


def route_facts(app: Flask) -> Mapping[tuple[str, str], RouteFacts]:
    """What every route declares, by endpoint and method."""
    found: Mapping[tuple[str, str], RouteFacts] = app.extensions[_ROUTES]
    return found


def _view(app: Flask, endpoint: str, method: str) -> Any:
    function = app.view_functions[endpoint]
    view_class = getattr(function, "view_class", None)
    return getattr(view_class, method.lower()) if view_class else function


def _principal(verifier: TokenVerifier) -> Principal:
    header = request.headers.get("Authorization", "")
    if not header:
        return VISITOR
    if not header.startswith("Bearer "):
        raise Unauthenticated()
    return verifier.verify(header[7:])


def _check_address() -> None:
    """NUL cannot be part of any name, and PostgreSQL fails on it."""
    if "\0" in request.path:
        raise NotFound()
    if b"%00" in request.query_string:
        raise BadRequest()


def _check_body(facts: RouteFacts) -> None:
    if facts.takes_file:
        if request.mimetype != "multipart/form-data":
            raise UnsupportedMediaType("multipart/form-data")
        return
    # One byte more, see StrictParser.
    request.max_content_length = strict_json.MAX_BYTES + 1
    size = request.content_length or 0
    if size > strict_json.MAX_BYTES:
        raise RequestEntityTooLarge()
    if (size or "Transfer-Encoding" in request.headers) and not request.is_json:
        raise UnsupportedMediaType("application/json")


def principal() -> Principal:
    """The caller of this request."""
    caller: Principal = g.principal
    return caller


def reach() -> frozenset[Any]:
    """Which objects the caller may touch with this route's action."""
    found: frozenset[Any] = g.reach
    return found
