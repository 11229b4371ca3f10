"""What was handed over, for a receiver without an account: link and code open one referral.

Reading the link changes nothing; mail scanners may open it.
"""

from functools import wraps
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _

from chassis.errors import NotFound
from gateway.clients import guests, referral
from gateway.clients.calling import Act, Refused
from gateway.context import gateway
from gateway.guests import guest, open_session
from gateway.pages.answer_files import add_uploaded
from gateway.pages.archives import archive
from gateway.pages.errors import too_often
from gateway.security import Cookie
from gateway.sessions import GUEST

COOKIE = Cookie("huhang_guest")
blueprint = Blueprint("handover", __name__, url_prefix="/handover")
Errors = list[dict[str, str]]


def with_link(view: Any) -> Any:
    """Only for somebody who has come in; others are told how to. Gives the view its referral."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        found = gateway().sessions.find(GUEST, COOKIE.get(gateway().settings))
        if found is None:
            return render_template("public/handover/over.html"), 404
        g.principal, g.referral_id = found.principal, found.case_id
        return view(found.case_id, *args, **kwargs)

    return wrapped


@blueprint.get("/<token>")
def door(token: str) -> str:
    """Ask for the code; a link that opens nothing looks the same."""
    return _door(token, [])


@blueprint.post("/<token>")
def enter(token: str) -> Any:
    """Come in with the code."""
    if not gateway().limits.take("track", request.remote_addr or "").passes:
        return too_often()
    body = {name: request.form.get(name, "").strip() for name in ("code", "name")}
    try:
        found = guests.enter(
            Act(key=request.form.get("form_key", ""), body=body | {"token": token})
        )
    except NotFound:
        return _door(
            token, [{"text": _("链接已到期、撤销或者锁定，请联系发出单位。"), "href": ""}]
        ), 422
    except Refused as refusal:
        return _door(token, _errors(refusal)), 422
    session.clear()
    g.principal, g.referral_id = guest(found), str(found["referral_id"])
    response = redirect(url_for("handover.item"), 303)
    COOKIE.set(response, gateway().settings, open_session(GUEST, found))
    return response


@blueprint.get("")
@with_link
def item(referral_id: str) -> Any:
    """What was handed over, and what can be done."""
    return _item(referral_id, [])


@blueprint.get("/documents/<code>")
@with_link
def document(referral_id: str, code: str) -> Response:
    """One paper of the file."""
    return referral.document(referral_id, code)


@blueprint.get("/package")
@with_link
def package(referral_id: str) -> Response:
    """Everything as one signed archive."""
    return archive("referrals", referral_id)


@blueprint.post("/acts")
@with_link
def act(referral_id: str) -> Any:
    """Sign for it, return it, or answer."""
    body = {name: request.form.get(name, "").strip() for name in ("act", "reasons", "number")}
    return _do(referral_id, referral.take_step, body)


@blueprint.post("/files")
@with_link
def add_file(referral_id: str) -> Any:
    """Add a file of one's own to the answer."""
    return _do(referral_id, add_uploaded, {})


@blueprint.get("/files/<file_id>")
@with_link
def file(referral_id: str, file_id: str) -> Response:
    """A file of the answer."""
    return referral.answer_file(referral_id, file_id)


@blueprint.post("/judgements")
@with_link
def judge(referral_id: str) -> Any:
    """Say what became of one link."""
    nth = request.form.get("nth", "")
    body = {"nth": int(nth) if nth.isdecimal() else 0, "state": request.form.get("state", "")}
    return _do(referral_id, referral.judge_item, body)


@blueprint.post("/leave")
def leave() -> Any:
    """End the session; the next one needs another code."""
    settings = gateway().settings
    gateway().sessions.close(COOKIE.get(settings))
    session.clear()
    response = redirect(url_for("home.home"), 303)
    COOKIE.delete(response, settings)
    return response


def _do(referral_id: str, verb: Any, body: dict[str, Any]) -> Any:
    form = request.form
    given = Act(key=form.get("form_key", ""), etag=form.get("etag", ""), body=body)
    try:
        verb(referral_id, given)
    except Refused as refusal:
        return _item(referral_id, _errors(refusal)), refusal.status
    flash(_("已记录"))
    return redirect(url_for("handover.item"), 303)


def _errors(refusal: Refused) -> Errors:
    if refusal.fields:
        return [{"text": each.detail, "href": f"#{each.field}"} for each in refusal.fields]
    return [{"text": refusal.detail or refusal.title, "href": ""}]


def _door(token: str, errors: Errors) -> str:
    return render_template(
        "public/handover/door.html",
        token=token,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _item(referral_id: str, errors: Errors) -> Any:
    try:
        found = referral.referral(referral_id)
    except NotFound:
        return render_template("public/handover/over.html"), 404
    return render_template(
        "public/handover/item.html",
        item=found,
        item_states=referral.item_states(found),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
