"""Structured logs: one JSON object a line, allow-listed fields, nothing personal.

Bodies, query strings and headers are never logged; paths appear as route templates. Of an exception
only what programs say is kept, not what people typed: frames, classes, and the messages of a few
classes whose messages the interpreter writes.
"""

import logging
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request

from chassis.tracing import trace_id

ALLOWED = frozenset(
    (
        *("event", "level", "timestamp", "service", "logger", "trace_id", "request_id"),
        *("route", "method", "status", "milliseconds", "role", "exception", "handler"),
        *("message_type", "job_kind", "attempts", "count", "source", "reason", "position"),
        *("seconds", "tree_size", "root_hash", "signature"),
    )
)
_HARMLESS = (AttributeError, NameError, ImportError, TypeError, ZeroDivisionError)
_FRAMES = 12
_ASKED_ALL_THE_TIME = frozenset({"/internal/events", "/healthz", "/readyz", "/metrics"})
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


def configure(service: str, level: str) -> None:
    """Log this process as ``service`` to stderr; other libraries' records take the same way."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(ALLOWED),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_messages,
        _allow_listed(service),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        keep_exc_info=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("pika", "amqp", "kombu", "urllib3", "mail.log", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def without_messages(
    _logger: Any, _name: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace ``exc_info`` by ``exception``: frames and classes, without what people typed."""
    problem = entry.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()
    if isinstance(problem, tuple):
        problem = problem[1]
    if isinstance(problem, BaseException):
        entry["exception"] = describe(problem)
    return entry


def describe(problem: BaseException) -> str:
    """Where an exception came from, without the words in it."""
    frames = traceback.extract_tb(problem.__traceback__)[-_FRAMES:]
    lines = [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
    kind = f"{type(problem).__module__}.{type(problem).__qualname__}"
    lines.append(f"{kind}: {problem}" if isinstance(problem, _HARMLESS) else kind)
    cause = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if cause is not None:
        lines.append(f"after {type(cause).__module__}.{type(cause).__qualname__}")
    return "\n".join(lines)


def _allow_listed(service: str) -> Any:
    def keep(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        kept = {name: value for name, value in entry.items() if name in ALLOWED or name[0] == "_"}
        return {"service": service, **kept}

    return keep


def method_label(method: str) -> str:
    """The method, or ``OTHER``: strangers must not be able to write logs or make up labels."""
    return method if method in _METHODS else "OTHER"


def log_requests(app: Flask) -> None:
    """One line for each answered request; of what machines ask all the time, only failures."""
    log = structlog.get_logger("http")

    @app.before_request
    def begin() -> None:
        g.log_began = time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "unknown"
        write = _importance(log, route, response.status_code)
        write(
            "request",
            route=route,
            method=method_label(request.method),
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.log_began) * 1000, 1),
            request_id=g.get("request_id", ""),
            trace_id=trace_id(),
        )
        return response


def _importance(log: Any, route: str, status: int) -> Any:
    if status >= 500:
        return log.error
    return log.debug if route in _ASKED_ALL_THE_TIME and status < 400 else log.info
