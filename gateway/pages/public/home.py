"""The home page, choosing the right door, and what the portal says about itself."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.forms.kinds import AID, COMPLAINT, CONSULTATION, REPORT

blueprint = Blueprint("home", __name__)
_DOORS = {"mine": COMPLAINT, "other": REPORT, "help": AID, "ask": CONSULTATION}


@blueprint.get("/")
def home() -> Any:
    """Three big tasks."""
    return render_template("public/home.html")


@blueprint.route("/start", methods=["GET", "POST"])
def start() -> Any:
    """Which door? People do not know 投诉 from 举报 from 维权援助."""
    if request.method == "GET":
        return render_template("public/start.html", error="")
    door = _DOORS.get(request.form.get("door", ""))
    if door is None:
        return render_template("public/start.html", error=_("请选择一项")), 422
    return redirect(url_for("complaint.start", kind=door), 303)


@blueprint.get("/advice")
def advice() -> Any:
    """Who helps with everything that cannot be filed here."""
    return render_template("public/advice.html")


@blueprint.get("/privacy")
def privacy() -> Any:
    """What is kept, why and how long."""
    return render_template("public/privacy.html")


@blueprint.get("/accessibility")
def accessibility() -> Any:
    """What works for whom, and what does not yet."""
    return render_template("public/accessibility.html")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines stay out of everything personal."""
    paths = ("/apply/", "/resume", "/my/", "/invitations/", "/staff", "/api/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in paths)]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
