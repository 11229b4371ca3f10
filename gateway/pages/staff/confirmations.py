"""The court's desk: sign for applications, record rulings."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import documents, guests, referral
from gateway.clients.calling import Json
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room


@room.get("/confirmations")
def confirmations() -> str:
    """Applications on the person's desk."""
    page = referral.confirmations({"cursor": request.args.get("cursor", ""), "limit": 50})
    return render_template("staff/confirmations.html", page=page)


@room.get("/confirmations/<confirmation_id>")
def confirmation(confirmation_id: str) -> str:
    """One application."""
    return show_confirmation(confirmation_id, [])


@room.get("/confirmations/<confirmation_id>/documents/<code>")
def confirmation_document(confirmation_id: str, code: str) -> Response:
    """One paper of an application."""
    return passed_on(referral.document("confirmations", confirmation_id, code))


@room.post("/confirmations/<confirmation_id>/receipt")
def receipt_confirmation(confirmation_id: str) -> Any:
    """签收."""
    return _act(confirmation_id, referral.receipt_confirmation, {}, _("已签收，办理期限开始计算"))


@room.post("/confirmations/<confirmation_id>/decision")
def decide_confirmation(confirmation_id: str) -> Any:
    """The ruling."""
    body = acting.typed("decision", "ruling_no", "reasons")
    return _act(
        confirmation_id, referral.decide_confirmation, body, _("裁定已记录，双方将收到通知")
    )


def _act(confirmation_id: str, verb: Any, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: verb(confirmation_id, act),
        body,
        done=done,
        onward=url_for("staff.confirmation", confirmation_id=confirmation_id),
        show=lambda errors: show_confirmation(confirmation_id, errors),
    )


def show_confirmation(confirmation_id: str, errors: Errors, told: Json | None = None) -> str:
    """The page of an application. ``told``: a new link with its code, shown this one time."""
    item = referral.confirmation(confirmation_id)
    invites = bool(reaches("guest.invite", g.principal.roles))
    return render_template(
        "staff/confirmation.html",
        item=item,
        papers=documents.of_matter(item["receipt_no"]),
        may_answer=bool(reaches("confirmation.answer", g.principal.roles)),
        invites=invites,
        guest_links=guests.links_of("confirmations", confirmation_id) if invites else [],
        told=told,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
