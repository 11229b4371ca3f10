"""Setting up one-time codes: at the first sign-in where the house asks for them, or by oneself later."""

from datetime import datetime, timedelta
from typing import Any

import pyotp
import segno
from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from gateway.context import gateway
from gateway.pages.staff_session import signed_in
from gateway.storage.account_rows import Account

blueprint = Blueprint("codes", __name__, url_prefix="/staff/one-time-code")
_KEPT = "one_time_code"
_PATIENCE = timedelta(minutes=10)


def begin_for(account: Account, onward: str) -> Any:
    """Lead somebody whose password was right to the set-up page; they are not signed in yet."""
    session.clear()
    session[_KEPT] = _new(account, onward)
    return redirect(url_for("codes.set_up"), 303)


@blueprint.get("")
def set_up() -> Any:
    """A secret to scan or type, and a first code to prove that it works."""
    kept = _kept() or _of_signed_in()
    return redirect(url_for("door.sign_in"), 303) if kept is None else _page(kept, "")


@blueprint.post("")
def confirm() -> Any:
    """Ask for codes from now on."""
    kept = _kept()
    if kept is None:
        return redirect(url_for("door.sign_in"), 303)
    account = gateway().accounts.find(kept["account"])
    # A session cookie of before must not replace a secret that was set up since.
    if account is None or not account.is_active or account.totp_sealed:
        session.pop(_KEPT, None)
        return redirect(url_for("door.sign_in"), 303)
    if not gateway().accounts.enrol_totp(account, kept["secret"], request.form.get("totp", "")):
        return _page(kept, _("动态码不正确，请等验证器显示下一个再输入")), 422
    flash(_("动态码已开通。下次登录时需要输入。"))
    if "principal" in g:
        session.pop(_KEPT, None)
        return redirect(url_for("door.home"), 303)
    return signed_in(account, kept["onward"])


def _new(account: Account, onward: str) -> dict[str, str]:
    return {
        "account": account.account,
        "secret": gateway().accounts.new_totp_secret(),
        "until": (gateway().clock.now() + _PATIENCE).isoformat(),
        "onward": onward,
    }


def _kept() -> dict[str, str] | None:
    """What was begun in this browser, if it is not too long ago."""
    kept: dict[str, str] | None = session.get(_KEPT)
    if kept is None or datetime.fromisoformat(kept["until"]) < gateway().clock.now():
        return None
    return kept


def _of_signed_in() -> dict[str, str] | None:
    if "principal" not in g or g.account is None or g.account.totp_sealed:
        return None
    session[_KEPT] = _new(g.account, "")
    kept: dict[str, str] = session[_KEPT]
    return kept


def _page(kept: dict[str, str], error: str) -> str:
    address = pyotp.TOTP(kept["secret"]).provisioning_uri(
        name=kept["account"], issuer_name=gateway().settings.operator
    )
    return render_template(
        "staff/one_time_code.html",
        picture=segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#fff"),
        secret=" ".join(kept["secret"][i : i + 4] for i in range(0, len(kept["secret"]), 4)),
        error=error,
        has_errors=bool(error),
    )
