"""Every request has a number that people can quote, and belongs to a trace."""

import re

from flask import Flask, Response, g, request

from chassis.ids import RandomIds
from chassis.tracing import begin_span

_ACCEPTABLE = re.compile(r"[A-Za-z0-9-]{8,64}")


def install(app: Flask) -> None:
    """Number the requests of an application."""
    ids = RandomIds()

    @app.before_request
    def identify() -> None:
        begin_span(request.headers.get("traceparent"))
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _ACCEPTABLE.fullmatch(given) else ids.new()

    @app.after_request
    def name_it(response: Response) -> Response:
        response.headers.setdefault("X-Request-Id", g.get("request_id", ""))
        return response
