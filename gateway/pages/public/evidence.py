"""Evidence: one file at a time, without JavaScript; each can be taken out again."""

from typing import Any

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from chassis.errors import Unavailable
from gateway.clients import intake
from gateway.clients.calling import Refused
from gateway.context import gateway
from gateway.drafts import Draft
from gateway.forms.complaint import EVIDENCE
from gateway.multipart import MultipartFile
from gateway.pages.form_key import form_key
from gateway.pages.public import complaint, draft_cookie

blueprint = Blueprint("evidence", __name__, url_prefix=f"{complaint.PREFIX}/evidence")
blueprint.before_request(complaint.need_draft)
MOST_FILES = 30
_LONGEST_DESCRIPTION = 200


@blueprint.get("")
def files() -> Any:
    """The files so far, and a place for one more."""
    return _page("")


@blueprint.post("")
def upload() -> Any:
    """Store one file, or go on with what is there."""
    if _draft().sent is not None:
        return redirect(url_for("check.check"), 303)
    if request.form.get("do") == "continue":
        draft_cookie.change(_draft(), _mark_done)
        return redirect(_after(), 303)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(_("请先选择一个文件")), 422
    if len(_draft().answers.get(EVIDENCE, ())) >= MOST_FILES:
        return _page(_("最多 %(count)d 个文件。其余可在受理后补交。", count=MOST_FILES)), 422
    return _store(file)


@blueprint.post("/remove")
def remove() -> Any:
    """Take one file out of the complaint."""
    unwanted = request.form.get("id", "")
    if _draft().sent is None:
        draft_cookie.change(_draft(), lambda draft: _without(draft, unwanted))
    return redirect(url_for("evidence.files"), 303)


def _store(file: FileStorage) -> Any:
    verdict = gateway().limits.take("upload", request.remote_addr or "")
    if not verdict.passes:
        return _page(_("上传太频繁，请过一分钟再试")), 429
    name = _printable(file.filename or "")
    sent = MultipartFile(file.filename or "", file.stream, gateway().ids.new())
    try:
        stored = intake.upload(sent, sent.content_type, form_key())
    except Refused as refused:
        reasons = [each.detail for each in refused.fields] or [refused.detail]
        return _page(_("“%(name)s”：%(reason)s", name=name, reason=reasons[0])), 422
    except Unavailable:
        return _page(_("“%(name)s”没有上传成功，请重试", name=name)), 503
    _add(stored)
    return redirect(url_for("evidence.files"), 303)


@blueprint.post("/large")
def begin_large() -> Any:
    """A script sends a large file in parts: begin."""
    if not _may_add():
        return jsonify(
            detail=_("最多 %(count)d 个文件。其余可在受理后补交。", count=MOST_FILES)
        ), 422
    if not gateway().limits.take("upload", request.remote_addr or "").passes:
        return jsonify(detail=_("上传太频繁，请过一分钟再试")), 429
    return jsonify(intake.begin_upload(gateway().ids.new()))


@blueprint.post("/large/<upload_id>")
def send_part(upload_id: str) -> Any:
    """The next part; one that begins elsewhere is told where to begin."""
    part, offset = request.files.get("file"), request.form.get("offset", "")
    if part is None or not offset.isdecimal():
        abort(400)
    sent = MultipartFile("part", part.stream, gateway().ids.new())
    try:
        return jsonify(intake.upload_part(upload_id, int(offset), sent, sent.content_type))
    except Refused as refused:
        told = {"detail": refused.detail or refused.title, "offset": refused.extra.get("offset")}
        return jsonify(told), refused.status


@blueprint.post("/large/<upload_id>/done")
def finish_large(upload_id: str) -> Any:
    """All parts have come: the file stands in the draft."""
    name = request.form.get("name", "")
    if not _may_add():
        return jsonify(
            detail=_("最多 %(count)d 个文件。其余可在受理后补交。", count=MOST_FILES)
        ), 422
    try:
        _add(intake.complete_upload(upload_id, name, form_key()))
    except Refused as refused:
        reasons = [each.detail for each in refused.fields] or [refused.detail]
        return jsonify(detail=reasons[0]), 422
    return jsonify(onward=url_for("evidence.files"))


def _may_add() -> bool:
    return _draft().sent is None and len(_draft().answers.get(EVIDENCE, ())) < MOST_FILES


def _add(stored: dict[str, Any]) -> None:
    """Put a stored file into the draft."""
    described = {
        "id": stored["id"],
        "name": stored["name"],
        "size": stored["size"],
        "description": request.form.get("description", "").strip()[:_LONGEST_DESCRIPTION],
    }
    draft_cookie.change(_draft(), lambda draft: _with(draft, described))


def _printable(name: str) -> str:
    """A name without marks that would turn the sentence around it."""
    return "".join(each for each in name if each.isprintable())


def _page(error: str) -> str:
    return render_template(
        "public/complaint/evidence.html",
        kind=complaint.kind(),
        files=_draft().answers.get(EVIDENCE, []),
        error=error,
        description=request.form.get("description", "") if error else "",
        has_errors=bool(error),
        most=MOST_FILES,
        onward=request.values.get("next", ""),
    )


def _draft() -> Draft:
    draft = draft_cookie.current()
    assert draft is not None  # noqa: S101 - need_draft has seen to it
    return draft


def _with(draft: Draft, file: dict[str, Any]) -> None:
    """Add a file; the same one sent twice stands there once."""
    files = draft.answers.setdefault(EVIDENCE, [])
    if file["id"] not in {each["id"] for each in files}:
        files.append(file)


def _without(draft: Draft, unwanted: str) -> None:
    files = draft.answers.get(EVIDENCE, [])
    draft.answers[EVIDENCE] = [each for each in files if each["id"] != unwanted]


def _mark_done(draft: Draft) -> None:
    if EVIDENCE not in draft.done:
        draft.done.append(EVIDENCE)


def _after() -> str:
    if request.form.get("next") == "check":
        return url_for("check.check")
    steps = complaint.kind().steps
    place = next(n for n, each in enumerate(steps) if each.name == EVIDENCE)
    return url_for("complaint.question", step=steps[place + 1].name)
