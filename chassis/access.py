"""Who may call what: every route declares its action, and what is not declared does not start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, g, request
from werkzeug.exceptions import UnsupportedMediaType

from chassis.errors import NotFound
from chassis.identity import TokenVerifier, Unauthenticated
from chassis.principal import VISITOR, Principal
from chassis.service import Reaches

F = TypeVar("F", bound=Callable[..., Any])
_ROUTES = "huhang_routes"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class UndeclaredRoute(Exception):
    """A route says neither which action it is nor that it is open."""


@dataclass(frozen=True)
class RouteFacts:
    """What a route declares. An open route has no action."""

    action: str | None
    takes_file: bool


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
    app.extensions[_ROUTES] = _declared(app)

    @app.before_request
    def authenticate() -> None:
        g.principal = _principal(verifier)
        facts = app.extensions[_ROUTES].get((request.endpoint, request.method))
        if facts is None:
            return
        if facts.action is not None:
            g.reach = reaches(facts.action, g.principal.roles)
            if not g.reach:
                raise Unauthenticated() if g.principal == VISITOR else NotFound()
        if request.method in _WITH_BODY:
            _check_content_type(facts)


def _declared(app: Flask) -> dict[tuple[str, str], RouteFacts]:
    facts: dict[tuple[str, str], RouteFacts] = {}
    undeclared = []
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()).intersection(_METHODS):
            view = _view(app, rule.endpoint, method)
            if not hasattr(view, "action") and rule.endpoint != "static":
                undeclared.append(f"{method} {rule}")
            facts[rule.endpoint, method] = RouteFacts(
                getattr(view, "action", None), getattr(view, "takes_file", False)
            )
    if undeclared:
        raise UndeclaredRoute(", ".join(sorted(undeclared)))
    return facts


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


def _check_content_type(facts: RouteFacts) -> None:
    has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if facts.takes_file:
        if request.mimetype != "multipart/form-data":
            raise UnsupportedMediaType("multipart/form-data")
    elif has_body and not request.is_json:
        raise UnsupportedMediaType("application/json")


def principal() -> Principal:
    """The caller of this request."""
    caller: Principal = g.principal
    return caller


def reach() -> frozenset[Any]:
    """Which objects the caller may touch with this route's action."""
    found: frozenset[Any] = g.reach
    return found
