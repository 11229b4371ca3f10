"""Links by which a receiver without an account sees one hand-over: making, another code, shutting."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from gateway.clients import guests
from gateway.clients.calling import Act, Json, Refused
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.confirmations import show_confirmation
from gateway.pages.staff.referrals import show_referral
from gateway.pages.staff.room import room
from gateway.pages.staff.transfers import show_transfer

Show = Callable[[str, Errors, Json | None], str]
PAGES: Mapping[str, Show] = {
    "referrals": show_referral,
    "transfers": show_transfer,
    "confirmations": show_confirmation,
}
_BASE = f"/<any({','.join(PAGES)}):kind>/<item_id>/guest-links"


@room.post(_BASE)
def make_guest_link(kind: str, item_id: str) -> Any:
    """Make one, and show its code this one time; the address too, unless it goes by mail."""
    body = {
        "person": request.form.get("person", "").strip(),
        "days": acting.pieces("days") or 0,
        "by_mail": request.form.get("way") == "mail",
    }
    return _told(kind, item_id, lambda act: guests.make_link(kind, item_id, act), body)


@room.post(f"{_BASE}/<link_id>/code")
def new_guest_code(kind: str, item_id: str, link_id: str) -> Any:
    """Another code, shown this one time."""
    return _told(kind, item_id, lambda act: guests.new_code(link_id, act), {})


@room.post(f"{_BASE}/<link_id>/revocation")
def revoke_guest_link(kind: str, item_id: str, link_id: str) -> Any:
    """Shut it."""
    single = kind.removesuffix("s")
    place: dict[str, Any] = {f"{single}_id": item_id}
    return acting.do(
        lambda act: guests.revoke(link_id, act),
        {},
        done=_("链接已撤销，对方不能再进入"),
        onward=url_for(f"staff.{single}", **place),
        show=lambda errors: PAGES[kind](item_id, errors, None),
    )


def _told(kind: str, item_id: str, verb: Any, body: Json) -> Any:
    show = PAGES[kind]
    if g.get("only_shows"):
        return show(item_id, [], None)
    try:
        made = verb(Act(key=request.form.get("form_key", ""), body=body))
    except Refused as refusal:
        return show(item_id, acting.errors_of(refusal), None), refusal.status
    return show(item_id, [], made | {"by_mail": body.get("by_mail", False)})
