"""The court's desk: sign for applications, record rulings."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import documents, referral
from gateway.clients.calling import fetch
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
    return _show(confirmation_id, [])


@room.get("/confirmations/<confirmation_id>/documents/<code>")
def confirmation_document(confirmation_id: str, code: str) -> Response:
    """One paper of an application."""
    answer = fetch("referral", f"/api/v1/confirmations/{confirmation_id}/documents/{code}")
    return Response(answer.body, content_type="text/plain; charset=utf-8")


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
        show=lambda errors: _show(confirmation_id, errors),
    )


def _show(confirmation_id: str, errors: Errors) -> str:
    item = referral.confirmation(confirmation_id)
    return render_template(
        "staff/confirmation.html",
        item=item,
        papers=documents.of_matter(item["receipt_no"]),
        may_answer=bool(reaches("confirmation.answer", g.principal.roles)),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
