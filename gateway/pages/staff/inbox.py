"""Messages for whoever is signed in, and how they want to be told."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.assigning_words import WAYS
from gateway.clients import notification
from gateway.clients.calling import Act, Refused
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room


@room.get("/messages")
def messages() -> str:
    """The inbox, and the digest."""
    return _page([])


@room.post("/messages/read")
def read_messages() -> Any:
    """Note that what stands on the page was read."""
    body = {"notice_ids": request.form.getlist("notice_id")}
    notification.mark_read(Act(key=request.form.get("form_key", ""), body=body))
    return redirect(url_for("staff.messages"), 303)


@room.post("/messages/preferences")
def choose() -> Any:
    """Whether the digest comes, and where to."""
    address = request.form.get("address", "").strip()
    language = request.form.get("language") or None
    body = {"digest": acting.ticked("digest"), "address": address or None, "language": language}
    if body["digest"] and not address:
        return _page([{"text": _("请填写接收邮箱"), "href": "#address"}]), 422
    try:
        notification.choose(Act(key=request.form.get("form_key", ""), body=body))
    except Refused as refusal:
        return _page(acting.errors_of(refusal)), refusal.status
    flash(_("已保存"))
    return redirect(url_for("staff.messages"), 303)


def _page(errors: Errors) -> str:
    return render_template(
        "staff/messages.html",
        inbox=notification.messages(),
        ways=WAYS,
        choices=notification.preferences()["choices"],
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
