"""Following a matter: number and code once, then the page of the matter."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import NotFound, Throttled, Unavailable
from gateway.citizens import COMPLAINANT, citizen
from gateway.clients import intake
from gateway.clients.calling import Refused
from gateway.context import gateway
from gateway.pages.public import citizen_door
from gateway.presentation import clock_time
from gateway.sessions import PUBLIC

blueprint = Blueprint("track", __name__)


@blueprint.get("/track")
def form() -> Any:
    """Number and code."""
    notice = _("为保护您的信息，查询已结束。请重新输入。") if request.args.get("ended") else ""
    return _page({}, notice=notice)


@blueprint.post("/track")
def look_up() -> Any:
    """Let in who has the right code; one message for everybody else."""
    number, code = request.form.get("receipt_no", ""), request.form.get("query_code", "")
    errors = _missing(number, code)
    if errors:
        return _page(errors), 422
    verdict = gateway().limits.take("track", request.remote_addr or "")
    if not verdict.passes:
        return _page({"": _("查询太频繁，请过一分钟再试。")}), 429
    try:
        found = intake.track(number, code, gateway().ids.new())
    except (NotFound, Refused):
        message = _("没有找到匹配的记录。请检查受理号和查询码，或拨打 %(tel)s", tel=_hotline())
        return _page({"receipt_no": message}), 422
    except Throttled as error:
        message = _(
            "该号码尝试次数过多，请于 %(time)s 后再试，或拨打 %(tel)s",
            time=clock_time(error.retry_at),
            tel=_hotline(),
        )
        return _page({"receipt_no": message}), 429
    except Unavailable:
        return _page({"": _("查询服务暂时没有响应，请过一两分钟再试。")}), 503
    principal = citizen(found, COMPLAINANT)
    token = gateway().sessions.open_for_citizen(PUBLIC, principal)
    return citizen_door.let_in(token, url_for("matter.page"))


def _missing(number: str, code: str) -> dict[str, str]:
    errors = {}
    if not number.strip():
        errors["receipt_no"] = _("请输入受理号")
    if not code.strip():
        errors["query_code"] = _("请输入查询码")
    return errors


def _hotline() -> str:
    return gateway().settings.hotline


def _page(errors: dict[str, str], notice: str = "") -> str:
    return render_template(
        "public/track.html",
        typed=request.form,
        errors=[
            {"text": text, "href": f"#{field}" if field else ""} for field, text in errors.items()
        ],
        messages=errors,
        has_errors=bool(errors),
        notice=notice,
    )
