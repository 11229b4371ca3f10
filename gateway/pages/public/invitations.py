"""The respondent's way in. Reading the link changes nothing; mail scanners may open it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from chassis.errors import NotFound
from gateway.citizens import RESPONDENT, citizen
from gateway.clients import mediation
from gateway.clients.calling import Refused
from gateway.context import gateway
from gateway.pages.errors import too_often
from gateway.pages.public import citizen_door
from gateway.sessions import PUBLIC

blueprint = Blueprint("invitations", __name__)


@blueprint.get("/invitations/<token>")
def invitation(token: str) -> Any:
    """What mediation is, and a button to go on."""
    return render_template("public/invitation.html", token=token)


@blueprint.get("/served/<token>")
def served(token: str) -> Any:
    """That a proceeding was served, and a button to go on."""
    return render_template("public/served.html", token=token)


@blueprint.post("/served/<token>")
@blueprint.post("/invitations/<token>")
def accept(token: str) -> Any:
    """Open the case for who holds the link. Raises: NotFound."""
    verdict = gateway().limits.take("track", request.remote_addr or "")
    if not verdict.passes:
        return too_often()
    try:
        found = mediation.open_invitation(token, gateway().ids.new())
    except (NotFound, Refused):
        return render_template("public/invitation_unknown.html"), 404
    principal = citizen(str(found["receipt_no"]), RESPONDENT)
    opened = gateway().sessions.open_for_citizen(PUBLIC, principal, str(found["case_id"]))
    return citizen_door.let_in(opened, url_for("matter.page"))
