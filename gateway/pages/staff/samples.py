"""Physical samples of a matter: label, seal, shelf, hand-over with two signatures."""

from typing import Any

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from contracts.permissions import reaches
from gateway.clients import matter_records
from gateway.clients.calling import Act
from gateway.context import gateway
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pages.staff.uploading import uploaded
from gateway.qr_code import qr_svg

ACTS = {
    "received": _l("收到"),
    "seal": _l("封存"),
    "shelve": _l("入库"),
    "hand_over": _l("交接出库"),
    "take_back": _l("收回"),
    "give_up": _l("退还或者处理"),
}
STATES = {
    "received": _l("待封存"),
    "sealed": _l("已封存"),
    "stored": _l("在库"),
    "out": _l("已交出"),
    "gone": _l("已退还或者处理"),
}
FIELDS = {
    "seal": (("seal_no", _l("封条编号")),),
    "shelve": (("place", _l("库位")),),
    "hand_over": (("giver", _l("移交人")), ("taker", _l("接收人和单位")), ("note", _l("交接事由"))),
    "take_back": (("giver", _l("交还人")), ("taker", _l("接收人"))),
    "give_up": (("taker", _l("领取人或者处理单位")), ("note", _l("依据和方式"))),
}
"""Act → the fields of its form; sealing asks for a photo besides."""
SIGNED = ("hand_over", "take_back", "give_up")
"""Acts of which a form is printed and signed by two."""


@room.get("/submissions/<receipt_no>/samples")
def samples(receipt_no: str) -> str:
    """All samples, with what can be done with each."""
    return _show(receipt_no, [])


@room.post("/submissions/<receipt_no>/samples")
def add_sample(receipt_no: str) -> Any:
    """Take one in."""
    body = acting.typed("name", "giver") | {"quantity": acting.pieces("quantity")}
    return acting.do(
        lambda act: matter_records.take_in(receipt_no, act),
        body,
        done=_("已登记样品，请打印标签"),
        onward=url_for("staff.samples", receipt_no=receipt_no),
        show=lambda errors: _show(receipt_no, errors),
    )


@room.post("/submissions/<receipt_no>/samples/<sample_id>")
def move_sample(receipt_no: str, sample_id: str) -> Any:
    """Seal, shelve, hand over, take back, give up."""
    verb = request.form.get("act", "")
    names = [name for name, _label in FIELDS.get(verb, ())]
    body = {"act": verb} | {name: request.form.get(f"{verb}-{name}", "").strip() for name in names}

    def do(act: Act) -> None:
        photo = {"photo": uploaded("photo")} if verb == "seal" else {}
        body = {**act.body, **photo}
        matter_records.move(sample_id, Act(key=act.key, etag=act.etag, body=body))

    return acting.do(
        do,
        body,
        done=_("已记录"),
        onward=url_for("staff.samples", receipt_no=receipt_no),
        show=lambda errors: _show(receipt_no, errors),
    )


@room.get("/submissions/<receipt_no>/samples/<sample_id>/label")
def sample_label(receipt_no: str, sample_id: str) -> str:
    """What is stuck on it: number, name and a QR code that leads to it."""
    address = gateway().settings.public_url + url_for("staff.samples", receipt_no=receipt_no)
    found = _of(receipt_no, sample_id)
    return render_template(
        "staff/matter/sample_label.html",
        sample=found,
        qr=Markup(qr_svg(f"{address}#{found['label']}")),  # noqa: S704 - drawn here
    )


@room.get("/submissions/<receipt_no>/samples/<sample_id>/forms/<int:nth>")
def sample_form(receipt_no: str, sample_id: str, nth: int) -> str:
    """The form of one hand-over, to be signed by both."""
    found = _of(receipt_no, sample_id)
    if nth >= len(found["moves"]) or found["moves"][nth]["act"] not in SIGNED:
        abort(404)
    return render_template(
        "staff/matter/sample_form.html", sample=found, move=found["moves"][nth], acts=ACTS
    )


def _of(receipt_no: str, sample_id: str) -> dict[str, Any]:
    found = matter_records.sample(sample_id)
    if found["receipt_no"] != receipt_no:
        abort(404)
    return found


def _show(receipt_no: str, errors: Errors) -> str:
    return render_template(
        "staff/matter/samples.html",
        number=receipt_no,
        samples=matter_records.samples(receipt_no),
        may_keep=bool(reaches("sample.keep", g.principal.roles)),
        acts=ACTS,
        states=STATES,
        fields=FIELDS,
        signed=SIGNED,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
