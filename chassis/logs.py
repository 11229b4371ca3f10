"""Structured logs: one JSON object a line, allow-listed fields, nothing personal.

Bodies, query strings and headers are never logged; paths appear as route templates.
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
    {
        "event", "level", "timestamp", "service", "exception",
        "route", "method", "status", "milliseconds", "request_id", "trace_id",
        "job_kind", "source", "reason",
    }
)  # fmt: skip


def configure(service: str, level: str) -> None:
    """Log this process as ``service`` to stderr; other libraries' records take the same way."""
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_last_lines),
        _allow_listed(service),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
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


def _last_lines(exc_info: Any) -> str:
    """The end of a traceback: where it broke and why; drivers repeat the rest many times."""
    return "".join(traceback.format_exception(*exc_info, limit=-4))[-1500:]


def _allow_listed(service: str) -> Any:
    def keep(_logger: Any, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        kept = {name: value for name, value in entry.items() if name in ALLOWED or name[0] == "_"}
        return {"service": service, **kept}

    return keep


def log_requests(app: Flask) -> None:
    """One line for each answered request."""
    log = structlog.get_logger("http")

    @app.before_request
    def begin() -> None:
        g.log_began = time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        write = log.error if response.status_code >= 500 else log.info
        write(
            "request",
            route=request.url_rule.rule if request.url_rule else "unknown",
            method=request.method,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.log_began) * 1000, 1),
            request_id=g.get("request_id", ""),
            trace_id=trace_id(),
        )
        return response
