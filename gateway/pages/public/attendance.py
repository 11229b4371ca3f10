"""Whether somebody comes to a session. Reading the link changes nothing; mail scanners may open it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import NotFound
from gateway.clients import mediation
from gateway.clients.calling import Act, Refused
from gateway.context import gateway
from gateway.pages.errors import too_often

blueprint = Blueprint("attendance", __name__, url_prefix="/attendance")


@blueprint.get("/<token>")
def answer(token: str) -> Any:
    """When and where, and a button for each answer."""
    return _shown(token)


@blueprint.post("/<token>")
def change(token: str) -> Any:
    """Note the answer; it may be changed until the session begins."""
    form = request.form
    try:
        body = {"answer": form.get("answer", "")}
        mediation.answer_attendance(token, Act(key=form.get("form_key", ""), body=body))
    except Refused as refusal:
        return _shown(token, refusal.detail or refusal.title)
    flash(_("已记下您的答复"))
    return redirect(url_for("attendance.answer", token=token), 303)


@blueprint.post("/<token>/arrival")
def arrive(token: str) -> Any:
    """One is there and waits to be let in."""
    try:
        mediation.arrive(token, Act(key=request.form.get("form_key", ""), body={}))
    except NotFound:
        return render_template("public/invitation_unknown.html"), 404
    except Refused as refusal:
        return _shown(token, refusal.detail or refusal.title)
    return redirect(url_for("attendance.answer", token=token), 303)


def _shown(token: str, error: str = "") -> Any:
    verdict = gateway().limits.take("track", request.remote_addr or "")
    if not verdict.passes:
        return too_often()
    try:
        session = mediation.attendance(token)
    except NotFound:
        return render_template("public/invitation_unknown.html"), 404
    page = render_template("public/attendance.html", session=session, token=token, error=error)
    return page, 422 if error else 200
