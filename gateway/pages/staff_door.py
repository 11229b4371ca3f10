"""The staff door itself: signing in, signing out, language, and who may pass."""

from typing import Any

from flask import Blueprint, Flask, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import Throttled, Unavailable
from gateway.accounts import EnrolmentNeeded, SignInRefused, TotpMissing
from gateway.context import gateway
from gateway.i18n import COOKIE as LANGUAGE_COOKIE
from gateway.i18n import LANGUAGES
from gateway.layout import navigation
from gateway.pages import one_time_codes
from gateway.pages.kept_form import keep_for, keep_for_owner_of_ended
from gateway.pages.local_address import local_path
from gateway.pages.staff_session import COOKIE, signed_in, signed_out
from gateway.presentation import clock_time
from gateway.sessions import STAFF
from gateway.step_up import ENDPOINTS, is_needed

blueprint = Blueprint("door", __name__, url_prefix="/staff")
_OPEN = frozenset(
    {"door.sign_in", "door.sign_out", "door.choose_language", "codes.set_up", "codes.confirm"}
)

_ASK_BY_THEMSELVES = frozenset({"staff.desk_events", "staff.desk_waiting"})


def guard(app: Flask) -> None:
    """Let nobody past the sign-in page without a session."""

    @app.before_request
    def who_is_it() -> Any:
        found = gateway().sessions.find(
            STAFF, COOKIE.get(gateway().settings), touch=request.endpoint not in _ASK_BY_THEMSELVES
        )
        if found is not None:
            g.principal, g.account, g.session_ends_at = (
                found.principal,
                found.account,
                found.ends_at,
            )
            if request.method == "POST" and is_needed(
                found, ENDPOINTS.get(request.endpoint or "", "")
            ):
                return redirect(url_for("proof.ask", next=keep_for(g.account.account)), 303)
        elif request.endpoint not in _OPEN:
            return redirect(url_for("door.sign_in", next=_afterwards() or None), 303)
        return None


def _afterwards() -> str:
    """Where somebody wanted to go; what a form carries is kept for them."""
    if request.method == "POST":
        return keep_for_owner_of_ended()
    return request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else ""


@blueprint.get("")
def home() -> Any:
    """The first list that the person works with."""
    entries = navigation()
    if entries:
        return redirect(entries[0]["href"], 303)
    return render_template("staff/nothing.html")


@blueprint.get("/session")
def session_seconds() -> Any:
    """For scripts: I am still here. Says how long the session lasts from now on."""
    return jsonify(seconds=int((g.session_ends_at - gateway().clock.now()).total_seconds()))


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """Account and password, and a one-time code where the account has one."""
    onward = local_path(request.values.get("next", ""), within="/staff")
    if request.method == "GET":
        if "principal" in g:
            return redirect(onward or url_for("door.home"), 303)
        return render_template("staff/sign_in.html", onward=onward, name="", error="", totp=False)
    return _try_to_sign_in(onward)


def _try_to_sign_in(onward: str) -> Any:
    form = request.form
    name, asks_totp, status = form.get("account", ""), "totp" in form, 422
    try:
        verdict = gateway().limits.take("sign_in", request.remote_addr or "")
        if not verdict.passes:
            return _again(_("尝试次数过多，请稍后再试。"), name, onward, asks_totp, 429)
        account = gateway().accounts.check(
            name, form.get("password", ""), form.get("totp", ""), request.remote_addr or ""
        )
    except TotpMissing:
        asks_totp = True
        message = _("请再次输入密码，并输入验证器上的 6 位动态码")
    except EnrolmentNeeded as proven:
        return one_time_codes.begin_for(proven.account, onward)
    except SignInRefused:
        message = _("账号、密码或动态码不正确，请检查后重试")
    except Throttled as error:
        status = 429
        message = _("尝试次数过多，请于 %(time)s 后再试", time=clock_time(error.retry_at))
    except Unavailable:
        status = 503
        message = _("登录的人太多，请过几秒再试")
    else:
        return signed_in(account, onward)
    return _again(message, name, onward, asks_totp, status)


def _again(message: str, name: str, onward: str, asks_totp: bool, status: int) -> Any:
    page = render_template(
        "staff/sign_in.html", onward=onward, name=name, error=message, totp=asks_totp
    )
    return page, status


@blueprint.post("/sign-out")
def sign_out() -> Any:
    """Leave; the session is over everywhere."""
    return signed_out(url_for("door.sign_in"))


@blueprint.post("/language")
def choose_language() -> Any:
    """Remember the language of the staff pages."""
    onward = local_path(request.form.get("next", ""), within="/staff")
    response = redirect(onward or url_for("door.home"), 303)
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            path="/staff",
            max_age=365 * 24 * 3600,
            httponly=True,
            secure=gateway().settings.is_https,
            samesite="Lax",
        )
    return response
