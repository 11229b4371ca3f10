"""Going on later or elsewhere: a link to the draft, and four digits that only its owner knows."""

from typing import Any
from unicodedata import normalize

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway.context import gateway
from gateway.drafts import Draft
from gateway.pages.public import draft_cookie
from gateway.resume_links import PIN_DIGITS

blueprint = Blueprint("resume", __name__)


@blueprint.get("/resume")
def later() -> Any:
    """Ask for the digits; without a draft, say where the link is to be found."""
    return _later(_unfinished(), "")


@blueprint.post("/resume")
def make() -> Any:
    """Show the link, as text and as a picture for a telephone."""
    draft, pin = _unfinished(), _pin()
    if draft is None:
        return redirect(url_for("resume.later"), 303)
    if len(pin) != PIN_DIGITS:
        return _later(draft, _please()), 422
    token = gateway().resume_links.make(draft, pin)
    address = gateway().settings.public_url.rstrip("/") + url_for("resume.door", token=token)
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=4)
    return render_template("public/resume/link.html", address=address, picture=picture, draft=draft)


@blueprint.get("/resume/<token>")
def door(token: str) -> str:
    """Ask for the digits; a link that opens nothing looks the same."""
    return _door(token, "")


@blueprint.post("/resume/<token>")
def go_on(token: str) -> Any:
    """Put the draft into this browser."""
    pin = _pin()
    if len(pin) != PIN_DIGITS:
        return _door(token, _please()), 422
    if not gateway().limits.take("track", request.remote_addr or "").passes:
        return _door(token, _("尝试太频繁，请过一分钟再试。")), 429
    draft = gateway().drafts.find(gateway().resume_links.open(token, pin))
    if draft is None:
        return _door(
            token, _("链接或数字不对，或者草稿已经提交、过期。连续输错五次，链接作废。")
        ), 422
    place = "complaint.tasks" if draft.confirmation is None else "complaint.done"
    response = redirect(url_for(place, kind=draft.kind), 303)
    draft_cookie.cookie().set(response, gateway().settings, draft.token)
    return response


def _later(draft: Draft | None, error: str) -> str:
    return render_template(
        "public/resume/later.html", draft=draft, error=error, has_errors=bool(error)
    )


def _door(token: str, error: str) -> str:
    return render_template(
        "public/resume/door.html", token=token, error=error, has_errors=bool(error)
    )


def _unfinished() -> Draft | None:
    draft = draft_cookie.current()
    return draft if draft is not None and draft.confirmation is None else None


def _please() -> str:
    return _("请输入 4 位数字，建议用手机号后 4 位")


def _pin() -> str:
    digits = "".join(normalize("NFKC", request.form.get("pin", "")).split())
    return digits if digits.isascii() and digits.isdecimal() else ""
