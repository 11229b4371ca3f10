"""Beside the calls: how the shift does, and the texts that operators answer from."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import desk
from gateway.clients.calling import Json, Refused
from gateway.code_lists import label
from gateway.context import gateway
from gateway.i18n import language
from gateway.pages.form_key import form_key
from gateway.pages.staff import acting
from gateway.pages.staff.room import room

_DAY_LENGTH = 10


@room.app_template_global("my_seat")
def my_seat() -> Json:
    """What the operator does now, and the time of the server."""
    if "seat" not in g:
        g.seat = desk.seat()
    found: Json = g.seat
    return found


@room.post('/desk/<any("break","return"):verb>')
def desk_break(verb: str) -> Any:
    """Go away from the telephone for a while, or be back."""
    try:
        desk.leave_or_return(verb, form_key())
        flash(_("小休开始，来电不再提示") if verb == "break" else _("已回到席位"))
    except Refused as refusal:
        flash(refusal.detail or refusal.title)
    return redirect(url_for("staff.desk_home"), 303)


@room.get("/desk/shift")
def desk_shift() -> Any:
    """The figures of a day, held to the standard of hotlines."""
    try:
        found = desk.figures(request.args.get("on", "")[:_DAY_LENGTH])
    except Refused:
        return redirect(url_for("staff.desk_shift"), 303)
    names = {f"staff:{each.account}": each.name for each in gateway().register.everybody()}
    return render_template("staff/desk/shift.html", found=found, names=names, label=label)


@room.get("/knowledge")
def desk_knowledge() -> str:
    """All texts; who may, adds and changes them."""
    return _texts([])


@room.post("/knowledge")
def desk_add_text() -> Any:
    """Add a text, or change one."""
    days = {name: day or None for name, day in acting.typed("holds_from", "holds_until").items()}
    body = acting.typed("code", "title", "words", "source", "owner") | {
        "is_active": request.form.get("is_active") != "no",
        **days,
    }
    entry_id = request.form.get("entry_id", "")[:26]
    key = form_key()
    try:
        if entry_id:
            desk.revise_text(entry_id, body, key)
        else:
            desk.add_text(body, key)
    except Refused as refusal:
        return _texts(acting.errors_of(refusal)), refusal.status
    flash(_("已保存"))
    return redirect(url_for("staff.desk_knowledge"), 303)


def _texts(errors: acting.Errors) -> str:
    may_manage = bool(reaches("knowledge.manage", g.principal.roles))
    entries = desk.knowledge(request.args.get("q", "")[:60], all_of_them=may_manage)
    asked = request.form.get("entry_id") or request.args.get("entry", "")
    chosen = next((each for each in entries if each["entry_id"] == asked), None)
    return render_template(
        "staff/desk/knowledge.html",
        entries=entries,
        may_manage=may_manage,
        chosen=chosen,
        language=language(),
        typed=request.form or chosen or {},
        wanted=request.args.get("q", ""),
        errors=errors,
        has_errors=bool(errors),
    )
