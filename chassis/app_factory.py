"""The web application of a service: JSON in, JSON or a problem out."""

import re

from flask import Flask, Response, g, request

from chassis import health, logs, metrics, openapi, problems
from chassis.access import guard
from chassis.catalogue import CHASSIS_MESSAGES, Catalogue
from chassis.failures_route import failures
from chassis.feed_route import feed
from chassis.identity import TokenVerifier
from chassis.ids import RandomIds
from chassis.service import Service
from chassis.strict_json import StrictJSON
from chassis.tracing import begin_span, current_traceparent
from chassis.web_application import WebApplication

__all__ = ["StrictJSON", "create_service_app"]
MAX_BODY = 52 * 1024 * 1024
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def create_service_app(service: Service) -> Flask:
    """The application with all routes of a service.

    Raises: UndeclaredRoute when a route does not say who may call it.
    """
    app = WebApplication(service.name, static_folder=None)
    app.json = StrictJSON(app)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, **openapi.settings_of(service.name))
    app.extensions["huhang_service"] = service
    _identify_requests(app)
    logs.log_requests(app)
    metrics.measure_requests(app, service)
    api = openapi.ProblemApi(app)
    for blueprint in (*service.blueprints, feed, failures):
        api.register_blueprint(blueprint)
    for blueprint in (openapi.blueprint, health.blueprint, metrics.blueprint):
        app.register_blueprint(blueprint)
    problems.install(app, Catalogue(CHASSIS_MESSAGES, service.catalogue))
    guard(app, TokenVerifier(service.keyring, service.name, service.clock), service.reaches)
    openapi.describe(app, api, service)
    return app


def _identify_requests(app: Flask) -> None:
    ids = RandomIds()

    @app.before_request
    def identify() -> None:
        begin_span(request.headers.get("traceparent"))
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else ids.new()

    @app.after_request
    def name_it(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        response.headers["traceparent"] = current_traceparent()
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
