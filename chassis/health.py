"""Is the process alive, and may it get work?"""

import shutil
from typing import Any

from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError

from chassis.access import open_route
from chassis.bus.cursor import oldest_waiting_seconds
from chassis.bus.follower import RESET
from chassis.jobs import is_parked
from chassis.migrations import is_at_head
from chassis.schema import feed_epoch
from chassis.transaction import service

blueprint = Blueprint("health", __name__)
LATE_SECONDS = 60.0
LEAST_FREE = 0.05


@blueprint.get("/healthz")
@open_route
def healthz() -> Any:
    """The process turns; says nothing else."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@open_route
def readyz() -> Any:
    """Whether requests can be served. Late events degrade, they do not stop: filing goes on."""
    needed = {"database": _database(), "schema": _schema()}
    wished = {"events": _events(), "disk": _disk()}
    ready = set(needed.values()) == {"ok"}
    all_well = "ok" if set(wished.values()) == {"ok"} else "degraded"
    answer = {"status": all_well if ready else "unavailable", "checks": needed | wished}
    return jsonify(answer), 200 if ready else 503


def _database() -> str:
    try:
        with service().engine.begin() as connection:
            # A write that changes nothing: a full disk and a read-only server are found out.
            connection.execute(feed_epoch.update().values(epoch=feed_epoch.c.epoch))
        return "ok"
    except SQLAlchemyError:
        return "takes no writes"


def _schema() -> str:
    try:
        return "ok" if is_at_head(service().engine, service().migrations) else "not current"
    except SQLAlchemyError:
        return "unknown"


def _disk() -> str:
    try:
        usage = shutil.disk_usage(service().settings.data)
    except OSError:
        return "unknown"
    return "ok" if usage.free > LEAST_FREE * usage.total else "nearly full"


def _events() -> str:
    here, waiting = service(), 0.0
    try:
        with here.engine.connect() as connection:
            if is_parked(connection, RESET):
                return "a producer was restored"
            if here.settings.bus == "amqp":
                waiting = oldest_waiting_seconds(connection, here.name, here.clock)
        return "ok" if waiting < LATE_SECONDS else "waiting for the broker"
    except SQLAlchemyError:
        return "unknown"
