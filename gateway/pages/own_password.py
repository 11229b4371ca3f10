"""Choosing another password of one's own."""

from typing import Any

from flask import Blueprint, flash, g, render_template, request
from flask_babel import gettext as _

from chassis.errors import Throttled, Unavailable
from gateway.accounts import SignInRefused
from gateway.context import gateway
from gateway.pages.staff_session import signed_in
from gateway.passwords import PasswordTooWeak
from gateway.presentation import clock_time

blueprint = Blueprint("own_password", __name__, url_prefix="/staff/password")


@blueprint.get("")
def ask() -> str:
    """The present password and the new one."""
    return _page({})


@blueprint.post("")
def change() -> Any:
    """Change it and end every other session of this account."""
    form, source = request.form, request.remote_addr or ""
    chosen = form.get("chosen", "")
    if chosen != form.get("repeated", ""):
        return _page({"repeated": _("两次输入的新密码不一致")}), 422
    if not gateway().limits.take("sign_in", source).passes:
        return _page({"password": _("尝试次数过多，请稍后再试。")}), 429
    try:
        account = gateway().accounts.check(
            g.account.account, form.get("password", ""), form.get("totp", ""), source
        )
        gateway().register.set_password(account.account, chosen)
    except (SignInRefused, PasswordTooWeak, Throttled, Unavailable) as error:
        return _refused(error)
    flash(_("密码已更换，其他登录都已结束"))
    return signed_in(account, "")


def _refused(error: Exception) -> Any:
    match error:
        case PasswordTooWeak():
            return _page({"chosen": _("请换一个更难猜的密码")}), 422
        case SignInRefused():
            return _page({"password": _("密码或动态码不正确，请检查后重试")}), 422
        case Throttled(retry_at=moment):
            words = _("尝试次数过多，请于 %(time)s 后再试", time=clock_time(moment))
            return _page({"password": words}), 429
    return _page({"password": _("登录的人太多，请过几秒再试")}), 503


def _page(errors: dict[str, str]) -> str:
    return render_template("staff/own_password.html", errors=errors, has_errors=bool(errors))
