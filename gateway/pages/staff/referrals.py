"""Referrals: opening one, its papers and links, the steps of its flow; the partner's inbox."""

from typing import Any

from flask import Response, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from chassis.errors import NotFound, Unavailable
from contracts.permissions import Reach, reaches
from gateway.clients import documents, guests, intake, intake_dialogue, referral
from gateway.clients.calling import Act, Json, Refused, Versioned
from gateway.context import gateway
from gateway.pages.answer_files import add_uploaded
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.qr_code import qr_svg

BOXES = {"to_sign": _l("待签收"), "working": _l("办理中"), "done": _l("已反馈")}
PLACES = {"confirmation": "staff.confirmation", "transfer": "staff.transfer"}


@room.get("/inbox")
def partner_inbox() -> str:
    """What lies on the person's desk, of every kind."""
    asked = request.args.get("box", "to_sign")
    box = asked if asked in BOXES else "to_sign"
    page = referral.inbox({"box": box, "cursor": request.args.get("cursor", ""), "limit": 50})
    return render_template(
        "staff/partner_inbox.html", page=page, box=box, boxes=BOXES, place=_place, may=_may()
    )


@room.get("/overdue")
def overdue() -> str:
    """What other bodies have not answered in time, body by body."""
    page = referral.overdue({"cursor": request.args.get("cursor", ""), "limit": 50})
    return render_template("staff/overdue.html", page=page, place=_place)


@room.get("/referrals/<referral_id>/slip")
def referral_slip(referral_id: str) -> str:
    """A sheet to sign on paper, with the way back to the page as QR code."""
    item = referral.referral(referral_id)
    address = gateway().settings.public_url.rstrip("/")
    address += url_for("staff.referral", referral_id=referral_id)
    code = Markup(qr_svg(address))  # noqa: S704 - drawn here, and holds no text of anybody
    return render_template("staff/referral_slip.html", item=item, address=address, code=code)


@room.get("/referrals")
def referrals() -> str:
    """Referrals that the person may see."""
    asked = {name: request.args.get(name, "") for name in ("flow", "status", "receipt_no")}
    page = referral.referrals({**asked, "cursor": request.args.get("cursor", ""), "limit": 50})
    return render_template(
        "staff/referrals.html", page=page, asked=asked, flows=referral.flows(), may=_may()
    )


@room.get("/referrals/new")
def new_referral() -> str:
    """The form that opens one."""
    return _form([])


@room.post("/referrals/new")
def open_referral() -> Any:
    """Open it, and go there."""
    form = request.form
    typed = acting.typed("flow", "desk", "purpose", "receipt_no", "about")
    receipt_no = "".join(typed["receipt_no"].split())
    body = {
        **typed,
        "receipt_no": receipt_no,
        "right_type": _right_type(receipt_no),
        "releases_identity": acting.ticked("releases_identity"),
        "grounds": request.form.getlist("grounds"),
    }
    if g.get("only_shows"):
        return _form([])
    try:
        made = referral.open_referral(Act(key=form.get("form_key", ""), body=body))
    except Refused as refusal:
        return _form(acting.errors_of(refusal)), refusal.status
    return redirect(url_for("staff.referral", referral_id=made["referral_id"]), 303)


@room.get("/referrals/<referral_id>", endpoint="referral")
def one_referral(referral_id: str) -> str:
    """One referral."""
    return show_referral(referral_id, [])


@room.get("/referrals/<referral_id>/documents/<code>")
def referral_document(referral_id: str, code: str) -> Response:
    """One paper of a file."""
    return passed_on(referral.document("referrals", referral_id, code))


@room.post("/referrals/<referral_id>/documents")
def add_referral_document(referral_id: str) -> Any:
    """Add one paper."""
    body = acting.typed("code", "title", "text", "evidence_id")
    return _act(referral_id, referral.add_referral_paper, body, _("材料已加入"))


@room.post("/referrals/<referral_id>/items")
def add_referral_items(referral_id: str) -> Any:
    """Add links, one a line."""
    lines = request.form.get("links", "").splitlines()
    body = {"values": [each.strip() for each in lines if each.strip()], **acting.typed("note")}
    return _act(referral_id, referral.add_items, body, _("链接已加入"))


@room.post("/referrals/<referral_id>/judgements")
def judge_referral_item(referral_id: str) -> Any:
    """Say what became of one link."""
    nth = request.form.get("nth", "")
    body = {"nth": int(nth) if nth.isdecimal() else 0, **acting.typed("state")}
    return _act(referral_id, referral.judge_item, body, _("已记录"))


@room.post("/referrals/<referral_id>/files")
def add_answer_file(referral_id: str) -> Any:
    """Add a file of one's own to the answer."""
    return _act(referral_id, add_uploaded, {}, _("文件已加入"))


@room.get("/referrals/<referral_id>/files/<file_id>")
def answer_file(referral_id: str, file_id: str) -> Response:
    """A file of the answer."""
    return passed_on(referral.answer_file(referral_id, file_id))


@room.post("/referrals/<referral_id>/reminders")
def chase_receiver(referral_id: str) -> Any:
    """Ask a silent receiver why nothing came."""
    return _act(referral_id, referral.chase, {}, _("已催办，通知已发给对方"))


@room.post("/referrals/<referral_id>/acts")
def act_on_referral(referral_id: str) -> Any:
    """Take one step of the flow."""
    body = acting.typed("act", "reasons", "number")
    return _act(referral_id, referral.take_step, body, _("已记录"))


def _act(referral_id: str, verb: Any, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: verb(referral_id, act),
        body,
        done=done,
        onward=url_for("staff.referral", referral_id=referral_id),
        show=lambda errors: show_referral(referral_id, errors),
    )


def _place(row: dict[str, Any]) -> str:
    """Where a row of the inbox leads."""
    kind = row["kind"]
    endpoint = PLACES.get(kind, "staff.referral")
    return url_for(endpoint, **{f"{kind}_id": row["id"]})


def _may() -> dict[str, bool]:
    actions = (
        "referral.open",
        "referral.prepare",
        "referral.act",
        "referral.judge_item",
        "guest.invite",
    )
    return {action: bool(reaches(action, g.principal.roles)) for action in actions}


def _at_own_desk() -> bool:
    return Reach.ANY not in reaches("referral.open", g.principal.roles)


def _right_type(receipt_no: str) -> str:
    """The kind of right of the matter, where it can be asked for."""
    if not receipt_no:
        return ""
    try:
        return str(intake.submission(receipt_no)["fields"]["right_type"] or "")
    except (NotFound, Unavailable, Refused):
        return ""


def _suggested(receipt_no: str) -> dict[str, Any]:
    """The body that has jurisdiction by place and kind of right, and why; nothing where nobody knows."""
    if not receipt_no:
        return {}
    try:
        return dict(intake_dialogue.advice(receipt_no)["competent"])
    except (NotFound, Unavailable, Refused):
        return {}


def _form(errors: Errors) -> str:
    own = _at_own_desk()
    typed = request.form if request.method == "POST" else request.args
    flows = [each for each in referral.flows() if each["is_inbound"] or not own]
    desks = referral.desks()
    if own:
        desks = [each for each in desks if each["code"] == g.principal.organisation]
    suggested = {} if own else _suggested("".join(typed.get("receipt_no", "").split()))
    kinds = [each["desk_kinds"] for each in flows if each["flow"] == typed.get("flow")]
    fitting = [each["code"] for each in desks if kinds and each["kind"] in kinds[0]]
    if kinds and suggested.get("unit_code") not in fitting:
        suggested = {}
    return render_template(
        "staff/referral_new.html",
        flows=flows,
        desks=desks,
        only_desk=fitting[0] if len(fitting) == 1 else "",
        own=own,
        errors=errors,
        has_errors=bool(errors),
        typed=typed,
        suggested=suggested,
    )


def _evidence(item: Versioned) -> list[dict[str, Any]]:
    """Files of the matter that may go along, for whoever completes the file; none if intake is away."""
    if not (item["can_add_documents"] and item["receipt_no"]):
        return []
    try:
        filed = intake.evidence_to_go(item["receipt_no"])
    except (NotFound, Unavailable, Refused):
        return []
    others = referral.referrals({"receipt_no": item["receipt_no"]})["items"]
    answers = [file for each in others for file in each["files"]]
    return filed + [{**each, "id": each["evidence_id"]} for each in answers]


def _check(item: Versioned) -> Json | None:
    """What the receiver would send back, as long as it has not been sent and papers can be added."""
    may_check = bool(reaches("package.check", g.principal.roles))
    if not (may_check and item["can_add_documents"]) or item["sent_at"] or item["is_inbound"]:
        return None
    return referral.check_referral(item["referral_id"])


def show_referral(referral_id: str, errors: Errors, told: Json | None = None) -> str:
    """The page of a referral. ``told``: a new link with its code, shown this one time."""
    item = referral.referral(referral_id)
    may = _may()
    return render_template(
        "staff/referral.html",
        item=item,
        papers=documents.of_matter(item["receipt_no"]) if item["receipt_no"] else [],
        evidence=_evidence(item),
        check=_check(item),
        item_states=referral.item_states(item),
        guest_links=guests.links_of("referrals", referral_id)
        if may["guest.invite"] and item["sent_at"]
        else [],
        told=told,
        may=may,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
