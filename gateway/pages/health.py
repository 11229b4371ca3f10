"""Is the gateway alive, may it get work, and what has it done?"""

from typing import Any

from flask import Blueprint, Response, jsonify

from chassis.errors import NotFound
from gateway.callers_inside import comes_from
from gateway.context import gateway

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Any:
    """The process turns; says nothing else."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> Any:
    """Whether the gateway's own database answers with the right schema.

    A service that is away does not make the gateway unready: its other doors stay open.
    """
    ready = gateway().is_ready()
    return jsonify(status="ok" if ready else "unavailable"), 200 if ready else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """For the scraper inside; for everybody else there is nothing here.

    The services need no such check: nobody reaches them from outside. This door is the outside, and
    what a proxy passes on comes from there, whatever its last hop.
    """
    if not comes_from(gateway().settings.metrics_networks):
        raise NotFound()
    return gateway().measures.page()
