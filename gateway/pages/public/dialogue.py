"""Talking with the centre about a matter: answer what was asked, write, correct, withdraw."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import Unavailable
from gateway.citizens import COMPLAINANT
from gateway.clients import intake, intake_dialogue
from gateway.clients.calling import Refused
from gateway.context import gateway
from gateway.forms.changes import changed
from gateway.forms.complaint import LABELS
from gateway.multipart import MultipartFile
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.rating_words import SCORES, rating_choices

blueprint = Blueprint("dialogue", __name__, url_prefix="/my/case/talk")
CORRECTABLE = (
    "respondent_name",
    "respondent_address",
    "respondent_url",
    "right_number",
    "contact_phone",
    "contact_email",
)
_OF_PERSON = frozenset({"contact_phone", "contact_email"})


@blueprint.get("")
@with_matter
def page() -> Any:
    """What was asked, what was written, and what can still be changed."""
    if not g.principal.has(COMPLAINANT):
        return redirect(url_for("matter.page"), 303)
    return _page({})


@blueprint.post("/supplement")
@with_matter
def supplement() -> Any:
    """Answer what was asked, with one file or without."""
    files = []
    upload = request.files.get("file")
    try:
        if upload is not None and upload.filename:
            if not gateway().limits.take("upload", request.remote_addr or "").passes:
                return _page({"file": _("上传太频繁，请过一分钟再试")}), 429
            sent = MultipartFile(upload.filename, upload.stream, gateway().ids.new())
            files = [intake.upload(sent, sent.content_type, gateway().ids.new())["id"]]
        body = {
            "answer": request.form.get("answer", ""),
            "evidence": [{"id": each} for each in files],
        }
        intake_dialogue.supply(g.principal.matter, body, form_key())
    except Refused as refused:
        return _page(_errors(refused)), refused.status
    except Unavailable:
        return _page({"": _("暂时没有提交成功，请过一两分钟再试。")}), 503
    flash(_("已收到您的补充。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.post("/message")
@with_matter
def message() -> Any:
    """Write to the centre."""
    if not gateway().limits.take("filing", request.remote_addr or "").passes:
        return _page({"": _("提交太频繁，请过一分钟再试。")}), 429
    body = {"text": request.form.get("text", "")}
    return _act(
        lambda: intake_dialogue.write(g.principal.matter, body, form_key()), _("留言已发送。")
    )


@blueprint.post("/correction")
@with_matter
def correction() -> Any:
    """Put fields right: only what was changed, so that what an officer has put right stays so."""
    body = {"fields": changed(CORRECTABLE)}
    return _act(
        lambda: intake_dialogue.correct(g.principal.matter, body, form_key()), _("已更正。")
    )


@blueprint.post("/withdrawal")
@with_matter
def withdrawal() -> Any:
    """Take the matter back."""
    body = {"reason": request.form.get("reason", "")}
    return _act(
        lambda: intake_dialogue.withdraw(g.principal.matter, body, form_key()), _("已撤回。")
    )


@blueprint.post("/rating")
@with_matter
def rating() -> Any:
    """Say how content one is, once it is over."""
    score = request.form.get("score", "")
    if score not in SCORES:
        flash(_("请先选择满意程度"))
        return redirect(url_for("matter.page"), 303)
    body = {"score": int(score), "words": request.form.get("words", "")}
    try:
        intake_dialogue.rate(g.principal.matter, body, form_key())
        flash(_("谢谢您的评价。"))
    except Refused as refused:
        flash(refused.detail or refused.title)
    return redirect(url_for("matter.page"), 303)


def _act(act: Any, done: str) -> Any:
    try:
        act()
    except Refused as refused:
        return _page(_errors(refused)), refused.status
    flash(done)
    return redirect(url_for("matter.page"), 303)


def _errors(refused: Refused) -> dict[str, str]:
    if not refused.fields:
        return {"": refused.detail or refused.title}
    return {each.field.removeprefix("fields/"): each.detail for each in refused.fields}


def _page(errors: dict[str, str]) -> str:
    submission = intake.submission(g.principal.matter)
    is_anonymous = submission["identity"] == "anonymous"
    return render_template(
        "public/matter/talk.html",
        number=g.principal.matter,
        submission=submission,
        asked=next((each for each in submission["supplements"] if each["is_open"]), None),
        written=intake_dialogue.messages(g.principal.matter),
        correctable=[n for n in CORRECTABLE if not (is_anonymous and n in _OF_PERSON)],
        labels=LABELS,
        typed=request.form,
        errors=[
            {"text": text, "href": f"#{name}" if name else ""} for name, text in errors.items()
        ],
        messages=errors,
        has_errors=bool(errors),
    )


blueprint.add_app_template_global(rating_choices)
