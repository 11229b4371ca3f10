"""The reader's own view: larger for elder people."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from gateway.context import gateway
from gateway.layout import ELDER, VIEW_COOKIE
from gateway.pages.local_address import local_path

blueprint = Blueprint("preferences", __name__)
_ONE_YEAR = 365 * 24 * 3600


@blueprint.post("/preferences")
def choose() -> Any:
    """Remember the view and go back to where the reader was."""
    onward = local_path(request.form.get("next", "")) or url_for("home.home")
    response = redirect(onward, 303)
    view = ELDER if request.form.get("view") == ELDER else "standard"
    response.set_cookie(
        VIEW_COOKIE,
        view,
        max_age=_ONE_YEAR,
        httponly=True,
        secure=gateway().settings.is_https,
        samesite="Lax",
    )
    return response
