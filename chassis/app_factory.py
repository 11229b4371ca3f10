"""The web application of a service: JSON in, JSON or a problem out."""

import json
from typing import Any

from flask import Flask, Response, g, request
from flask.json.provider import DefaultJSONProvider
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from chassis import health, logs, metrics, problems
from chassis.access import guard, open_route
from chassis.catalogue import CHASSIS_MESSAGES, Catalogue
from chassis.failures_route import failures
from chassis.feed_route import feed
from chassis.identity import TokenVerifier
from chassis.ids import RandomIds
from chassis.service import Service
from chassis.tracing import begin_span, current_traceparent

MAX_BODY = 52 * 1024 * 1024
MAX_JSON = 1024 * 1024
MAX_DEPTH = 20


class StrictJSON(DefaultJSONProvider):
    """JSON as RFC 8259 has it and no more: no NaN, no repeated keys, no towers of brackets."""

    ensure_ascii = False
    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        if len(s) > MAX_JSON:
            raise ValueError("too large")
        value = json.loads(s, object_pairs_hook=_once, parse_constant=_no_constant)
        _check_depth(value, MAX_DEPTH)
        return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("repeated key")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _check_depth(value: Any, left: int) -> None:
    if left == 0:
        raise ValueError("too deep")
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            _check_depth(inner, left - 1)


class ProblemApi(Api):
    """flask-smorest, answering problems (RFC 9457) instead of its own error bodies."""

    ERROR_SCHEMA = problems.ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Any:
        return problems.http_error(error)


def create_service_app(service: Service) -> Flask:
    """The application with all routes of a service.

    Raises: UndeclaredRoute when a route does not say who may call it.
    """
    app = Flask(service.name, static_folder=None)
    app.json = StrictJSON(app)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        API_TITLE=f"Huhang {service.name}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.extensions["huhang_service"] = service
    _identify_requests(app)
    logs.log_requests(app)
    metrics.measure_requests(app, service)
    api = ProblemApi(app)
    for blueprint in (*service.blueprints, feed, failures):
        api.register_blueprint(blueprint)
    _open(app, "api-docs.openapi_json")
    app.register_blueprint(health.blueprint)
    app.register_blueprint(metrics.blueprint)
    problems.install(app, Catalogue(CHASSIS_MESSAGES, service.catalogue))
    guard(app, TokenVerifier(service.keyring, service.name, service.clock), service.reaches)
    return app


def _open(app: Flask, endpoint: str) -> None:
    """Declare a route of a library, whose view is a method and carries no marks, as open."""
    view = app.view_functions[endpoint]

    @open_route
    def opened(**values: Any) -> Any:
        return view(**values)

    app.view_functions[endpoint] = opened


def _identify_requests(app: Flask) -> None:
    ids = RandomIds()

    @app.before_request
    def identify() -> None:
        begin_span(request.headers.get("traceparent"))
        g.request_id = request.headers.get("X-Request-Id", "")[:64] or ids.new()

    @app.after_request
    def name_it(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        response.headers["traceparent"] = current_traceparent()
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
