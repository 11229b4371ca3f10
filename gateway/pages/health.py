"""Is the gateway alive, may it get work, and what has it done?"""

from ipaddress import ip_address
from typing import Any

from flask import Blueprint, Response, jsonify, request

from chassis.errors import NotFound
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
    if not _comes_from_inside():
        raise NotFound()
    return gateway().measures.page()


def _comes_from_inside() -> bool:
    if any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "Via")):
        return False
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:  # A socket in the file system has no address.
        return False
    return any(address in network for network in gateway().settings.metrics_networks)
