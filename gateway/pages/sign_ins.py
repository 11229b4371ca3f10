"""Where one is signed in, and ending what should be over."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from gateway.context import gateway
from gateway.pages.staff_session import COOKIE
from gateway.sessions import SignIn

blueprint = Blueprint("sign_ins", __name__, url_prefix="/staff/sign-ins")


@blueprint.get("")
def mine() -> str:
    """The open sessions of whoever asks."""
    return render_template("staff/sign_ins.html", sign_ins=_mine())


@blueprint.post("/others/end")
def end_others() -> Any:
    """End all but this one."""
    for each in _mine():
        if not each.is_this_one:
            gateway().sessions.end(g.account.account, each.id)
    flash(_("其他登录都已结束"))
    return redirect(url_for("sign_ins.mine"), 303)


@blueprint.post("/<sign_in_id>/end")
def end(sign_in_id: str) -> Any:
    """End one. One that is over already is over."""
    gateway().sessions.end(g.account.account, sign_in_id)
    flash(_("该登录已结束"))
    return redirect(url_for("sign_ins.mine"), 303)


def _mine() -> list[SignIn]:
    return gateway().sessions.sign_ins(g.account.account, COOKIE.get(gateway().settings))
