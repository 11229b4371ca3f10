"""The description of the API for programs, and the same to read and try in a browser."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template

from gateway.api.description import Descriptions, merge
from gateway.context import gateway
from gateway.security import content_security_policy

blueprint = Blueprint("docs", __name__)
DESCRIPTIONS = "huhang_descriptions"
OWN = "huhang_own_description"
# Swagger UI carries its icons as data: and sets no inline style or script.
_HEADERS = {"Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "no-referrer"}


@blueprint.get("/api/openapi.json")
def openapi() -> Response:
    """The merged description. Services that are away are named in ``x-unavailable``."""
    descriptions: Descriptions = current_app.extensions[DESCRIPTIONS]
    services, away = descriptions.all()
    own = current_app.extensions[OWN]() | {"security": [{"access_token": []}, {}]}
    merged = merge(own, services)
    if away:
        merged["x-unavailable"] = away
    response = jsonify(merged)
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/api/docs")
def docs() -> Any:
    """The description, drawn by Swagger UI from our own files."""
    page = Response(render_template("docs.html", asset=gateway().assets.url))
    page.headers["Content-Security-Policy"] = content_security_policy(None)
    page.headers.extend(_HEADERS)
    return page
