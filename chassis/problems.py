"""Errors as people and machines can use them: RFC 9457 problem+json in the caller's language."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, json, request
from marshmallow import INCLUDE, Schema, fields
from werkzeug.exceptions import HTTPException

from chassis import errors
from chassis.catalogue import Catalogue, language_of
from chassis.identity import Unauthenticated
from chassis.validation import field_errors

PROBLEM_JSON = "application/problem+json"
_STATUS: Mapping[type[errors.DomainError], int] = {
    errors.InvalidInput: 422,
    errors.NotFound: 404,
    errors.WrongState: 409,
    errors.Conflict: 409,
    errors.Stale: 412,
    errors.PreconditionRequired: 428,
    errors.Throttled: 429,
    errors.Unavailable: 503,
    Unauthenticated: 401,
}
_HTTP_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "wrong_content_type",
    500: "internal_error",
    503: "unavailable",
}
_DATABASE_IS_AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)
_ONE_MEGABYTE = 1024 * 1024
_log = logging.getLogger(__name__)


class FieldProblemSchema(Schema):
    """One wrong field."""

    pointer = fields.String(metadata={"description": "JSON pointer into the request body"})
    code = fields.String()
    detail = fields.String()


class ProblemSchema(Schema):
    """A problem (RFC 9457). Codes are stable, sentences are not."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    instance = fields.String(metadata={"description": "quote this when you ask for help"})
    code = fields.String()
    errors = fields.List(fields.Nested(FieldProblemSchema))

    class Meta:
        unknown = INCLUDE  # some problems say more, such as the acts that are possible now


class BadRequest(errors.DomainError):
    """The request is malformed: HTTP 400."""

    code = "bad_request"


def install(app: Flask, catalogue: Catalogue) -> None:
    """Answer every error of the application as a problem."""
    app.extensions["huhang_catalogue"] = catalogue
    app.register_error_handler(errors.DomainError, _domain_error)
    app.register_error_handler(HTTPException, http_error)
    for kind in _DATABASE_IS_AWAY:
        app.register_error_handler(kind, _database_is_away)
    app.register_error_handler(Exception, _unexpected)


def language() -> str:
    """The caller's language: ``zh`` or ``en``."""
    return language_of(request.headers.get("Accept-Language"))


def words(code: str, params: Mapping[str, Any] | None = None) -> str:
    """A code as a sentence in the caller's language."""
    catalogue: Catalogue = current_app.extensions["huhang_catalogue"]
    return catalogue.text(code, language(), params)


def _domain_error(error: errors.DomainError) -> Response:
    status = 400 if isinstance(error, BadRequest) else _status(error)
    extra: dict[str, Any] = dict(error.extra)
    if isinstance(error, errors.InvalidInput):
        extra["errors"] = described(error.errors)
    if isinstance(error, errors.WrongState):
        extra["detail"] = _possible_acts(error)
    response = problem(status, error.code, error.params, extra)
    if isinstance(error, errors.Throttled):
        response.headers["Retry-After"] = error.retry_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _possible_acts(error: errors.WrongState) -> str:
    """The acts that fit as people say them; programs read their codes in ``possible_now``."""
    acts = [words(f"act.{name}") for name in error.extra["possible_now"]]
    if not acts:
        return words("nothing_possible")
    return words(error.code, {"possible": words("act.and").join(acts)})


def _status(error: errors.DomainError) -> int:
    return next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 409)


def http_error(error: HTTPException) -> Response:
    """A problem for what Flask, Werkzeug or webargs refuse by themselves."""
    status = error.code or 500
    data = getattr(error, "data", None) or {}
    if "messages" in data and status == 422:
        [messages] = data["messages"].values()  # by location: one
        return _domain_error(errors.InvalidInput(list(field_errors(messages))))
    params = {"expected": error.description, "limit": _limit()}
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        params["allowed"] = ", ".join(sorted(allowed))
    response = problem(status, _HTTP_CODES.get(status, "bad_request"), params, {})
    if allowed:
        response.headers["Allow"] = params["allowed"] or ""
    return response


def _limit() -> str:
    limit = request.max_content_length or 0
    return "1 MB" if 0 < limit <= _ONE_MEGABYTE + 1 else "50 MB"


def _database_is_away(error: sa.exc.SQLAlchemyError) -> Response:
    _log.warning("database_away", exc_info=error)
    return _domain_error(errors.Unavailable())


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected_error", exc_info=error)
    return problem(500, "internal_error", {}, {})


def described(found: Iterable[errors.FieldError]) -> list[dict[str, str]]:
    """Field errors with their sentences."""
    return [
        {"pointer": each.pointer, "code": each.code, "detail": words(each.code, each.params)}
        for each in found
    ]


def _title(status: int) -> str:
    catalogue: Catalogue = current_app.extensions["huhang_catalogue"]
    exact = f"problem.{status}"
    if exact in catalogue.messages:
        return exact
    return "problem.400" if status < 500 else "problem.500"


def problem(
    status: int, code: str, params: Mapping[str, Any], extra: Mapping[str, Any]
) -> Response:
    """One problem answer."""
    body = {
        "type": f"/problems/{code}",
        "title": words(_title(status)),
        "status": status,
        "detail": words(code, params),
        "instance": g.get("request_id", ""),
        "code": code,
        **extra,
    }
    response = Response(
        json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM_JSON
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language()
    return response
