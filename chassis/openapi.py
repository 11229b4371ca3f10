"""The description of a service's API (OpenAPI 3.1): what flask-smorest sees, and what routes declare."""

import json
import re
import threading
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from chassis import problems
from chassis.access import RouteFacts, open_route, route_facts
from chassis.service import Reaches, Service

blueprint = Blueprint("openapi", __name__)
_MAKE = "huhang_openapi"
_PARAMETER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_SCHEME = "access_token"
_SUCCESS = "OK"
_KEY_PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[!-~]+$"},
    "description": "Made by the client. The same key and body give the first answer again.",
}
_FILE_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        }
    },
}


class ProblemApi(Api):  # type: ignore[misc]
    """flask-smorest, answering problems (RFC 9457) instead of its own error bodies.

    The description is made when somebody asks for it: making it takes longer than the rest of an
    application's start.
    """

    ERROR_SCHEMA = problems.ProblemSchema

    def _init_spec(self, **options: Any) -> None:
        self._spec_options = options
        self._described: list[Any] = []
        self._one_at_a_time = threading.Lock()

    def register_blueprint(self, blueprint: Any) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint)
        self._described.append(blueprint)

    def describe(self) -> dict[str, Any]:
        """The description of all routes, made anew."""
        with self._one_at_a_time:
            super()._init_spec(**self._spec_options)
            for each in self._described:
                name = each.name
                each.register_views_in_doc(self, self._app, self.spec, name=name, parameters=None)
                self.spec.tag({"name": name, "description": each.description})
            self.spec.components.security_scheme(_SCHEME, {"type": "http", "scheme": "bearer"})
            found: dict[str, Any] = self.spec.to_dict()
        _as_problems(found["components"])
        return found

    def handle_http_exception(self, error: HTTPException) -> Response:
        return problems.http_error(error)


def settings_of(service: str) -> dict[str, str]:
    """flask-smorest's configuration: it makes the description, we serve it."""
    return {
        "API_TITLE": f"Huhang {service}",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
    }


def describe(app: Flask, api: ProblemApi, service: Service) -> None:
    """Let the description be asked for, completed with what each route declares."""
    app.extensions[_MAKE] = cache(partial(_description, app, api, service))


def _description(app: Flask, api: ProblemApi, service: Service) -> str:
    description = api.describe()
    facts = route_facts(app)
    for rule in app.url_map.iter_rules():
        operations = description["paths"].get(_PARAMETER.sub(r"{\1}", rule.rule), {})
        for method in (rule.methods or set()).intersection(map(str.upper, operations)):
            operation = operations[method.lower()]
            operation["operationId"] = _operation_id(service.name, rule.endpoint, method)
            _complete(operation, facts[rule.endpoint, method], service.reaches)
    return json.dumps(description, ensure_ascii=False)


def _operation_id(service: str, endpoint: str, method: str) -> str:
    return f"{service}_{endpoint.replace('.', '_')}_{method}".lower()


def _complete(operation: dict[str, Any], facts: RouteFacts, reaches: Reaches) -> None:
    if facts.action is None:
        operation["security"] = []
    else:
        visitors = reaches(facts.action, frozenset({"visitor"}))
        operation["security"] = [{_SCHEME: []}, *([{}] if visitors else [])]
        operation["x-action"] = facts.action
    if facts.needs_idempotency_key:
        operation.setdefault("parameters", []).append(_KEY_PARAMETER)
    if facts.takes_file:
        operation.setdefault("requestBody", _FILE_BODY)
    if not any(code.startswith("2") for code in operation["responses"]):
        operation["responses"]["200"] = {"description": _SUCCESS}


def _as_problems(components: dict[str, Any]) -> None:
    """Errors are problem+json and lists are counted by cursor, which flask-smorest does not assume."""
    responses: Mapping[str, Any] = components.get("responses", {})
    for response in responses.values():
        if "application/json" in response.get("content", {}):
            response["content"] = {problems.PROBLEM_JSON: response["content"]["application/json"]}
    components.get("schemas", {}).pop("PaginationMetadata", None)
    components.get("headers", {}).pop("PAGINATION", None)


@blueprint.get("/openapi.json")
@open_route
def openapi() -> Response:
    """The description of this service."""
    return Response(current_app.extensions[_MAKE](), content_type="application/json")
