"""Before a weighty act: password, and one-time code where there is one, once more."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _

from chassis.errors import Throttled, Unavailable
from gateway.accounts import SignInRefused
from gateway.context import gateway
from gateway.pages.local_address import local_path
from gateway.pages.staff_session import COOKIE, signed_in
from gateway.presentation import clock_time

blueprint = Blueprint("proof", __name__, url_prefix="/staff/proof")


@blueprint.get("")
def ask() -> Any:
    """Is it still you?"""
    return _page("")


@blueprint.post("")
def check() -> Any:
    """Go on with a new session; the old one ends."""
    form, source = request.form, request.remote_addr or ""
    if not gateway().limits.take("sign_in", source).passes:
        return _page(_("尝试次数过多，请稍后再试。")), 429
    try:
        account = gateway().accounts.check(
            g.account.account, form.get("password", ""), form.get("totp", ""), source
        )
    except SignInRefused:
        return _page(_("密码或动态码不正确，请检查后重试")), 422
    except Throttled as error:
        return _page(_("尝试次数过多，请于 %(time)s 后再试", time=clock_time(error.retry_at))), 429
    except Unavailable:
        return _page(_("登录的人太多，请过几秒再试")), 503
    gateway().sessions.close(COOKIE.get(gateway().settings))
    return signed_in(account, _onward())


def _onward() -> str:
    return local_path(request.values.get("next", ""), within="/staff")


def _page(error: str) -> str:
    return render_template(
        "staff/proof.html", onward=_onward(), error=error, has_errors=bool(error)
    )
