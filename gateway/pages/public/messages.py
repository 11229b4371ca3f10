"""What was told to a side of a matter, and by which ways it wants to be told."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import notification
from gateway.clients.calling import Act
from gateway.pages.public.citizen_door import with_matter

blueprint = Blueprint("messages", __name__, url_prefix="/my/case/messages")
_WAYS = ("email", "sms", "wechat")


@blueprint.get("")
@with_matter
def page() -> str:
    """The messages, the newest first, and the choices."""
    return render_template(
        "public/messages.html",
        inbox=notification.messages(),
        preferences=notification.preferences(),
    )


@blueprint.post("/read")
@with_matter
def read() -> Any:
    """Note that what stands on the page was read."""
    body = {"notice_ids": request.form.getlist("notice_id")}
    notification.mark_read(_act(body))
    return redirect(url_for("messages.page"), 303)


@blueprint.post("/preferences")
@with_matter
def choose() -> Any:
    """Take over what is ticked."""
    notification.choose(_act({way: request.form.get(way) == "yes" for way in _WAYS}))
    flash(_("已保存"))
    return redirect(url_for("messages.page"), 303)


@blueprint.post("/wechat/unbinding")
@with_matter
def unbind_wechat() -> Any:
    """Forget who one is at the official account."""
    notification.choose(_act({"wechat_unbind": True}))
    flash(_("已解除微信绑定"))
    return redirect(url_for("messages.page"), 303)


def _act(body: dict[str, Any]) -> Act:
    return Act(key=request.form.get("form_key", "")[:64], body=body)
