"""Talking within a mediation: to all, in confidence with the mediator, and by offers."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import NotFound
from gateway.clients import mediation, talks
from gateway.clients.calling import Act, Refused
from gateway.context import gateway
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import matter_session, with_matter
from gateway.pages.staff.acting import fen

FIELDS = {"offers": {"text": "offer"}, "blind-offers": {"amount_fen": "blind-amount"}}
"""What the service calls a field → its id on the page, where they differ."""
blueprint = Blueprint("mediation_talk", __name__, url_prefix="/my/case/mediation")


@blueprint.get("")
@with_matter
def page() -> Any:
    """What was said and proposed, and forms for more."""
    return _page({})


@blueprint.post("/message")
@with_matter
def message() -> Any:
    """Write to all, or to the mediator alone."""
    if not gateway().limits.take("filing", request.remote_addr or "").passes:
        return _page({"": _("提交太频繁，请过一分钟再试。")}), 429
    talk = talks.talk(_case_id())
    thread = talk["as"] if request.form.get("thread") == "mediator" else "all"
    body = {"thread": thread, "text": request.form.get("text", "").strip()}
    return _act("messages", body, _("留言已发送。"))


@blueprint.post("/offer")
@with_matter
def offer() -> Any:
    """Propose something to the other side."""
    amount = fen("amount")
    if amount is None and request.form.get("amount", "").strip():
        return _page({"amount": _("金额（元）：请只填数字，例如 12000")}), 422
    body = {
        "text": request.form.get("offer", "").strip(),
        "amount_fen": amount or 0,
        "until": request.form.get("until", "").strip(),
    }
    return _act("offers", body, _("方案已发给对方。"))


@blueprint.post("/offer-answer")
@with_matter
def answer() -> Any:
    """Accept, decline or withdraw an offer."""
    number = request.form.get("number", "")
    body = {
        "number": int(number) if number.isdecimal() else 0,
        "answer": request.form.get("answer", ""),
    }
    return _act("offer-answers", body, _("已记录您的答复。"))


@blueprint.post("/blind-offer")
@with_matter
def blind_offer() -> Any:
    """Name a sum that nobody sees."""
    amount = fen("blind-amount")
    if not amount:
        return _page({"blind-amount": _("金额（元）：请只填数字，例如 12000")}), 422
    return _act("blind-offers", {"amount_fen": amount}, _("已记下。双方都报了以后才比较。"))


def _act(what: str, body: dict[str, Any], done: str) -> Any:
    key = form_key()
    try:
        talks.post(_case_id(), what, Act(key=key, body=body))
    except Refused as refused:
        named = FIELDS.get(what, {})
        errors = {named.get(each.field, each.field): each.detail for each in refused.fields}
        return _page(errors or {"": refused.detail or refused.title}), refused.status
    flash(done)
    return redirect(url_for("mediation_talk.page"), 303)


def _case_id() -> str:
    """Raises: NotFound when there is no mediation."""
    if case_id := matter_session().case_id:
        return case_id
    rows = mediation.cases({"receipt_no": g.principal.matter})["items"]
    if not rows:
        raise NotFound()
    return str(rows[0]["case_id"])


def _page(errors: dict[str, str]) -> str:
    return render_template(
        "public/mediation_talk.html",
        number=g.principal.matter,
        talk=talks.talk(_case_id()),
        typed=request.form,
        errors=[
            {"text": text, "href": f"#{name}" if name else ""} for name, text in errors.items()
        ],
        has_errors=bool(errors),
    )
