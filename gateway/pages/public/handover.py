"""What was handed over, for a receiver without an account: link and code open one hand-over.

Reading the link changes nothing; mail scanners may open it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from gateway.clients.calling import Act, Refused, Versioned
from gateway.context import gateway
from gateway.guests import guest, open_session
from gateway.pages.answer_files import add_uploaded
from gateway.pages.archives import archive
from gateway.pages.downloads import passed_on
from gateway.pages.errors import too_often
from gateway.security import Cookie
from gateway.sessions import GUEST

COOKIE = Cookie("huhang_guest")
blueprint = Blueprint("handover", __name__, url_prefix="/handover")
Errors = list[dict[str, str]]


@dataclass(frozen=True)
class Place:
    """Which hand-over: ``referrals``, ``transfers`` or ``confirmations``, and its id there."""

    kind: str
    item_id: str


READ: Mapping[str, Callable[[str], Versioned]] = {
    "referrals": referral.referral,
    "transfers": referral.transfer,
    "confirmations": referral.confirmation,
}
TEMPLATES = {"referrals": "item", "transfers": "transfer", "confirmations": "confirmation"}
SIGN = {"transfers": referral.receipt_transfer, "confirmations": referral.receipt_confirmation}
DECIDE = {"transfers": referral.decide_transfer, "confirmations": referral.decide_confirmation}


def with_link(view: Any) -> Any:
    """Only for somebody who has come in; others are told how to. Gives the view its hand-over."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        found = gateway().sessions.find(GUEST, COOKIE.get(gateway().settings))
        kind, _slash, item_id = found.case_id.partition("/") if found else ("", "", "")
        if found is None or kind not in READ:
            return render_template("public/handover/over.html"), 404
        place = Place(kind, item_id)
        g.principal, g.item_id = found.principal, place.item_id
        return view(place, *args, **kwargs)

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
    g.principal, g.item_id = guest(found), str(found["item_id"])
    response = redirect(url_for("handover.item"), 303)
    COOKIE.set(response, gateway().settings, open_session(GUEST, found))
    return response


@blueprint.get("")
@with_link
def item(place: Place) -> Any:
    """What was handed over, and what can be done."""
    return _item(place, [])


@blueprint.get("/documents/<code>")
@with_link
def document(place: Place, code: str) -> Response:
    """One paper of the file."""
    return passed_on(referral.document(place.kind, place.item_id, code))


@blueprint.get("/package")
@with_link
def package(place: Place) -> Response:
    """Everything as one signed archive."""
    return archive(place.kind, place.item_id)


@blueprint.post("/acts")
@with_link
def act(place: Place) -> Any:
    """Sign for it, return it, or answer."""
    body = {name: request.form.get(name, "").strip() for name in ("act", "reasons", "number")}
    return _do(place, referral.take_step, body)


@blueprint.post("/receipt")
@with_link
def receipt(place: Place) -> Any:
    """签收: for a file of the police or an application to a court."""
    return _do(place, _verb(SIGN, place), {})


@blueprint.post("/decision")
@with_link
def decision(place: Place) -> Any:
    """The decision of police or court."""
    fields = ("decision", "reasons", "case_no" if place.kind == "transfers" else "ruling_no")
    body = {name: request.form.get(name, "").strip() for name in fields}
    return _do(place, _verb(DECIDE, place), body)


@blueprint.post("/supplement-request")
@with_link
def ask_supplement(place: Place) -> Any:
    """通知补正."""
    verb = _verb({"transfers": referral.ask_supplement}, place)
    return _do(place, verb, {"wanted": request.form.get("wanted", "").strip()})


@blueprint.post("/files")
@with_link
def add_file(place: Place) -> Any:
    """Add a file of one's own to the answer."""
    return _do(place, add_uploaded, {})


@blueprint.get("/files/<file_id>")
@with_link
def file(place: Place, file_id: str) -> Response:
    """A file of the answer."""
    return passed_on(referral.answer_file(place.item_id, file_id))


@blueprint.post("/judgements")
@with_link
def judge(place: Place) -> Any:
    """Say what became of one link."""
    nth = request.form.get("nth", "")
    body = {"nth": int(nth) if nth.isdecimal() else 0, "state": request.form.get("state", "")}
    return _do(place, referral.judge_item, body)


@blueprint.post("/leave")
def leave() -> Any:
    """End the session; the next one needs another code."""
    settings = gateway().settings
    gateway().sessions.close(COOKIE.get(settings))
    session.clear()
    response = redirect(url_for("home.home"), 303)
    COOKIE.delete(response, settings)
    return response


def _verb(verbs: Mapping[str, Any], place: Place) -> Any:
    """What an act means for this kind of hand-over. Raises: NotFound where there is no such act."""
    if place.kind not in verbs:
        raise NotFound()
    return verbs[place.kind]


def _do(place: Place, verb: Any, body: dict[str, Any]) -> Any:
    form = request.form
    given = Act(key=form.get("form_key", ""), etag=form.get("etag", ""), body=body)
    try:
        verb(place.item_id, given)
    except Refused as refusal:
        return _item(place, _errors(refusal)), refusal.status
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


def _item(place: Place, errors: Errors) -> Any:
    try:
        found = READ[place.kind](place.item_id)
    except NotFound:
        return render_template("public/handover/over.html"), 404
    return render_template(
        f"public/handover/{TEMPLATES[place.kind]}.html",
        item=found,
        item_states=referral.item_states(found) if place.kind == "referrals" else {},
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
