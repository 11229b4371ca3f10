"""Is the gateway alive, and may it get work?"""

from typing import Any

from flask import Blueprint, jsonify

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
