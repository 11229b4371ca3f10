"""Links by which a receiver without an account sees one referral: making, another code, shutting."""

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from gateway.clients import guests
from gateway.clients.calling import Act, Json, Refused
from gateway.pages.staff import acting
from gateway.pages.staff.referrals import show_referral
from gateway.pages.staff.room import room


@room.post("/referrals/<referral_id>/guest-links")
def make_guest_link(referral_id: str) -> Any:
    """Make one, and show address and code this one time."""
    body = {"person": request.form.get("person", "").strip(), "days": acting.pieces("days") or 0}
    return _told(referral_id, lambda act: guests.make_link(referral_id, act), body)


@room.post("/referrals/<referral_id>/guest-links/<link_id>/code")
def new_guest_code(referral_id: str, link_id: str) -> Any:
    """Another code, shown this one time."""
    return _told(referral_id, lambda act: guests.new_code(link_id, act), {})


@room.post("/referrals/<referral_id>/guest-links/<link_id>/revocation")
def revoke_guest_link(referral_id: str, link_id: str) -> Any:
    """Shut it."""
    return acting.do(
        lambda act: guests.revoke(link_id, act),
        {},
        done=_("链接已撤销，对方不能再进入"),
        onward=url_for("staff.referral", referral_id=referral_id),
        show=lambda errors: show_referral(referral_id, errors),
    )


def _told(referral_id: str, verb: Any, body: Json) -> Any:
    if g.get("only_shows"):
        return show_referral(referral_id, [])
    try:
        made = verb(Act(key=request.form.get("form_key", ""), body=body))
    except Refused as refusal:
        return show_referral(referral_id, acting.errors_of(refusal)), refusal.status
    return show_referral(referral_id, [], told=made)
