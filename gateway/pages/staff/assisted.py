"""Filing for somebody who came, wrote, or was sent by others: the public form, with the channel noted."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.code_lists import options
from gateway.context import gateway
from gateway.forms.kinds import KINDS
from gateway.pages.public.draft_cookie import cookie
from gateway.pages.staff.room import room

CHANNELS = ("counter", "letter", "station", "expo", "platform", "transferred")
_PUBLIC = "/apply/{kind}/tasks"


@room.get("/assisted")
def assisted() -> str:
    """Choose what it is and by which way it came."""
    return _page("")


@room.post("/assisted")
def begin_assisted() -> Any:
    """Begin a draft in this browser; what follows is the form that citizens fill in."""
    kind, channel = request.form.get("kind", ""), request.form.get("channel", "")
    if kind not in KINDS or channel not in CHANNELS:
        return _page(_("请选择类别和来源")), 422
    draft = gateway().drafts.begin(kind)
    draft.answers["channel"] = channel
    gateway().drafts.save(draft)
    response = redirect(_PUBLIC.format(kind=kind), 303)
    cookie().set(response, gateway().settings, draft.token)
    return response


def _page(error: str) -> str:
    offered = [each for each in options("channels") if each["value"] in CHANNELS]
    return render_template(
        "staff/assisted.html",
        kinds=[{"value": each.code, "text": str(each.title)} for each in KINDS.values()],
        channels=offered,
        typed=request.form,
        errors=[{"text": error, "href": "#kind"}] if error else [],
        has_errors=bool(error),
        back=url_for("door.home"),
    )
