"""What officers note of a matter: other matters, online shops, mandates, agreements."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from gateway.clients import intake_dialogue
from gateway.pages.staff import acting
from gateway.pages.staff.room import room
from gateway.pages.staff.submissions import show_submission

SHANGHAI = "+08:00"


@room.post("/submissions/<receipt_no>/links")
def note_link(receipt_no: str) -> Any:
    """Another matter belongs to this one."""
    body = _typed("link", "to", "kind", "reason")
    body["to"] = "".join(body["to"].split())
    return _act(receipt_no, "links", body, _("已关联"))


@room.post("/submissions/<receipt_no>/links/removal")
def remove_link(receipt_no: str) -> Any:
    """It does not."""
    return _act(receipt_no, "links/removal", _typed("link", "to", "kind"), _("已解除关联"))


@room.post("/submissions/<receipt_no>/shop-items")
def note_shop_item(receipt_no: str) -> Any:
    """An offer of an online shop; its time is typed as on the clock here."""
    body: dict[str, Any] = _typed("shop", "platform", "shop", "url", "captured_at", "method")
    if body["captured_at"]:
        body["captured_at"] += SHANGHAI
    body |= {"price_fen": acting.fen("shop-price"), "sold": acting.pieces("shop-sold")}
    return _act(receipt_no, "shop-items", body, _("已登记网店证据"))


@room.post("/submissions/<receipt_no>/mandate")
def note_mandate(receipt_no: str) -> Any:
    """What the agent may do, and until when."""
    form = request.form
    until = form.get("mandate-until", "").strip()
    body = {"scope": form.getlist("mandate-scope"), "until": until or None}
    return _act(receipt_no, "mandate", body, _("已登记代理权限"))


@room.post("/submissions/<receipt_no>/agreements")
def note_agreement(receipt_no: str) -> Any:
    """Somebody who is represented agrees to the withdrawal."""
    return _act(receipt_no, "agreements", _typed("agreement", "who", "note"), _("已登记同意"))


def _typed(form: str, *names: str) -> dict[str, str]:
    return {name: request.form.get(f"{form}-{name}", "").strip() for name in names}


def _act(receipt_no: str, verb: str, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: intake_dialogue.do(receipt_no, verb, act),
        body,
        done=done,
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )
