"""A form that came after the session had ended is shown again to whoever typed it, once they are back."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from gateway.clients.calling import OnlyShown
from gateway.context import gateway
from gateway.pages.staff_session import COOKIE
from gateway.sessions import STAFF

blueprint = Blueprint("kept", __name__, url_prefix="/staff/kept-forms")
_NOT_KEPT = frozenset({"csrf_token", "form_key", "etag", "seen"})


def keep_for_owner_of_ended() -> str:
    """As ``keep_for``, for whoever's session has just ended by itself."""
    return keep_for(gateway().sessions.owner_of_ended(STAFF, COOKIE.get(gateway().settings)))


def keep_for(account: str) -> str:
    """Where to go on after signing in; empty when there is nothing to keep or nobody to keep it for.

    The form's token was checked before this is called.
    """
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NOT_KEPT and value
    ]
    if not account or not fields or request.endpoint is None:
        return ""
    token = gateway().kept_forms.keep(account, request.path, fields)
    return url_for("kept.show", token=token)


@blueprint.get("/<token>")
def show(token: str) -> Any:
    """The page of the form, filled in as it was sent. Nothing is done until it is sent again."""
    kept = gateway().kept_forms.find(g.account.account, token)
    if kept is None:
        return redirect(url_for("door.home"), 303)
    try:
        endpoint, arguments = current_app.create_url_adapter(request).match(  # type: ignore[union-attr]
            kept.path, method="POST"
        )
    except HTTPException:
        return redirect(url_for("door.home"), 303)
    request.form = ImmutableMultiDict(kept.fields)
    g.only_shows = True
    flash(_("您已重新登录。填写的内容还在，尚未提交，请核对后再提交。"))
    try:
        page = current_app.view_functions[endpoint](**arguments)
    except OnlyShown:  # A button without anything typed has no page of its own to show.
        return redirect(url_for("door.home"), 303)
    return page[0] if isinstance(page, tuple) else page
