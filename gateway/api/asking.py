"""Questions that the API's own routes ask a service on behalf of a visitor."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request

from chassis.principal import VISITOR
from chassis.problems import problem
from chassis.service_client import Answer
from gateway.api.callers import ScopeMissing
from gateway.api.edge import outward
from gateway.context import gateway


class ServiceRefused(Exception):
    """The service refused: its problem is the answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(str(answer.status))


def ask(service: str, path: str, body: Mapping[str, str]) -> dict[str, Any]:
    """Ask as a visitor. Raises: ServiceRefused; Unavailable."""
    headers = {
        "Accept-Language": request.headers.get("Accept-Language", ""),
        "Idempotency-Key": gateway().ids.new(),
        "X-Request-Id": g.request_id,
    }
    answer = (
        gateway()
        .clients[service]
        .request("POST", path, principal=VISITOR, json_body=dict(body), headers=headers)
    )
    if not answer.is_ok:
        raise ServiceRefused(answer)
    return dict(answer.json())


def install(app: Flask) -> None:
    """Answer a service's refusal as it is, and a key that was not made for this."""

    @app.errorhandler(ScopeMissing)
    def scope_missing(_error: ScopeMissing) -> Response:
        response = problem(403, "scope_missing", {}, {})
        response.headers["WWW-Authenticate"] = 'Bearer error="insufficient_scope"'
        return response

    @app.errorhandler(ServiceRefused)
    def pass_on(error: ServiceRefused) -> Response:
        return outward(error.answer)
