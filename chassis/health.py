"""Is the process alive, and may it get work?"""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError

from chassis.access import open_route
from chassis.migrations import is_at_head
from chassis.outbox import oldest_waiting_seconds
from chassis.transaction import service

blueprint = Blueprint("health", __name__)
LATE_SECONDS = 60.0


@blueprint.get("/healthz")
@open_route
def healthz() -> Any:
    """The process turns; says nothing else."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@open_route
def readyz() -> Any:
    """Whether requests can be served. Late events degrade, they do not stop: filing goes on."""
    checks = {"database": _database(), "schema": _schema(), "events": _events()}
    ready = checks["database"] == "ok" and checks["schema"] == "ok"
    late = "" if checks["events"] == "ok" else "degraded"
    status = (late or "ok") if ready else "unavailable"
    return jsonify(status=status, checks=checks), 200 if ready else 503


def _database() -> str:
    try:
        with service().engine.connect() as connection:
            connection.execute(sa.select(1))
        return "ok"
    except SQLAlchemyError:
        return "does not answer"


def _schema() -> str:
    try:
        return "ok" if is_at_head(service().engine, service().migrations) else "not current"
    except SQLAlchemyError:
        return "unknown"


def _events() -> str:
    try:
        uses_broker = service().settings.bus == "amqp"
        waiting = oldest_waiting_seconds(service().engine, service().clock) if uses_broker else 0.0
        return "ok" if waiting < LATE_SECONDS else "waiting for the broker"
    except SQLAlchemyError:
        return "unknown"
