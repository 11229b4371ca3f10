"""Check the answers, file once, and show the confirmation as often as it is asked for."""

import math
from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import Throttled, Unavailable
from gateway.clients import intake
from gateway.clients.calling import Refused
from gateway.code_lists import label
from gateway.context import gateway
from gateway.drafts import Draft
from gateway.forms.complaint import LABELS, body, shown
from gateway.i18n import language
from gateway.pages.public import complaint, draft_cookie
from gateway.proof_of_work import BITS, is_solved, puzzle

blueprint = Blueprint("check", __name__, url_prefix=f"{complaint.PREFIX}/check")
blueprint.before_request(complaint.need_draft)
_CONFIRMATION_LASTS = timedelta(hours=24)


@blueprint.get("")
def check() -> Any:
    """All answers on one page, each with a way to change it."""
    return _page([])


@blueprint.post("")
def file() -> Any:
    """File the complaint. However often this is pressed, one complaint is filed."""
    verdict = gateway().limits.take("filing", request.remote_addr or "")
    if not verdict.passes:
        return _page([], notice=_("提交太频繁，请过一分钟再试。")), 429
    if wait := _must_wait(_draft()):
        message = _("现在提交的人较多，请 %(minutes)d 分钟后再点“提交”，内容已保存。", minutes=wait)
        return _page([], notice=message), 429
    draft = draft_cookie.change(_draft(), _freeze)
    assert draft.sent is not None  # noqa: S101 - frozen above
    try:
        intake.check(draft.sent, tuple(draft.sent), gateway().ids.new())
        confirmation = intake.file(draft.sent, draft.idempotency_key)
    except Refused as refused:
        if refused.status != 422:
            raise
        draft_cookie.change(draft, _thaw)
        return _page(_gaps(refused, draft)), 422
    except (Unavailable, Throttled):
        # It may have arrived: the same body is sent again under the same key, so nothing is filed twice.
        message = _("现在还不能确认是否提交成功。内容已保存，请稍后再点“提交”，不会重复受理。")
        return _page([], notice=message), 503
    draft_cookie.change(draft, lambda d: _confirm(d, confirmation))
    return redirect(url_for("complaint.done"), 303)


def _must_wait(draft: Draft) -> int:
    """Minutes for a browser that did no work before filing, when its network or its target has many such."""
    form, key, now = request.form, draft.idempotency_key, gateway().clock.now()
    if is_solved(form.get("puzzle", ""), form.get("proof", ""), key, now, gateway().keyring):
        return 0
    target = draft.answers.get("respondent_name") or draft.answers.get("respondent_url") or ""
    verdicts = [gateway().limits.take("unproven", request.remote_addr or "")]
    if target:
        verdicts.append(gateway().limits.take("unproven_target", str(target)))
    waits = [each.retry_after for each in verdicts if not each.passes]
    return math.ceil(max(waits) / 60) if waits else 0


def _freeze(draft: Draft) -> None:
    if draft.sent is None:
        draft.sent = body(draft.answers, language(), complaint.kind().steps)


def _thaw(draft: Draft) -> None:
    draft.sent = None


def _confirm(draft: Draft, confirmation: dict[str, Any]) -> None:
    """Keep the confirmation for a day, forget the answers."""
    if draft.confirmation is None:
        draft.confirmation = confirmation | {"email": draft.answers.get("contact_email", "")}
        draft.answers, draft.done, draft.sent = {}, [], None
        draft.expires_at = gateway().clock.now() + _CONFIRMATION_LASTS


def _gaps(refused: Refused, draft: Draft) -> list[dict[str, str]]:
    """What is missing or wrong, each leading to its page."""
    found = []
    for each in shown(refused.fields, draft.answers, complaint.kind().fields):
        page = complaint.address_of(complaint.kind().step_of_field(each.field))
        found.append({"text": each.text, "href": f"{page}?next=check{each.href}"})
    return found


def _draft() -> Draft:
    draft = draft_cookie.current()
    assert draft is not None  # noqa: S101 - need_draft has seen to it
    return draft


def _page(errors: list[dict[str, str]], notice: str = "") -> str:
    draft = _draft()
    return render_template(
        "public/complaint/check.html",
        kind=complaint.kind(),
        cards=[_card(step, draft) for step in complaint.kind().steps],
        errors=errors,
        has_errors=bool(errors),
        notice=notice,
        is_frozen=draft.sent is not None,
        puzzle=puzzle(draft.idempotency_key, gateway().clock.now(), gateway().keyring),
        puzzle_bits=BITS,
    )


def _card(step: Any, draft: Draft) -> dict[str, Any]:
    rows = [
        {"key": str(LABELS[name]), "lines": _lines(name, draft.answers)}
        for name in step.fields
        if name != "respondent_unknown" or draft.answers.get(name)
    ]
    return {
        "title": str(step.title),
        "href": f"{complaint.address_of(step)}?next=check",
        "rows": rows,
        "is_done": step.name in draft.done,
    }


_LISTED = {"right_type": "right_types", "holder_role": "holder_roles", "requests": "requests"}
_LISTED |= {"identity": "identities", "flags": "flags"}


def _lines(name: str, answers: dict[str, Any]) -> list[str]:
    """An answer as lines of text; nothing for one that was not given."""
    value = answers.get(name)
    if name == "evidence":
        return [_with_description(each) for each in value or ()]
    if isinstance(value, bool):
        return [_("是") if value else _("否")]
    if name == "notify_by":
        return [notice_name(each) for each in value or ()]
    if name in _LISTED and value:
        codes = value if isinstance(value, list) else [value]
        return [label(_LISTED[name], code) for code in codes]
    return str(value).splitlines() if value else []


def _with_description(file: dict[str, str]) -> str:
    if not file["description"]:
        return file["name"]
    return _("%(name)s（%(what)s）", name=file["name"], what=file["description"])


def notice_name(code: str) -> str:
    """A way of being told, as people say it."""
    names = {"email": _("邮件"), "sms": _("短信"), "phone": _("电话"), "letter": _("信件")}
    return names.get(code, code)
