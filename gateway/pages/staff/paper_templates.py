"""Templates of documents: administrators replace them by Word files, look, and put them live."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import NotFound
from gateway.clients import documents
from gateway.clients.calling import Act, Json, Refused
from gateway.multipart import MultipartFile
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

SUFFIXES = ("pdf", "docx")


@room.get("/templates")
def templates() -> str:
    """All kinds of documents, and of which template they are made."""
    return render_template("staff/templates.html", kinds=documents.templates())


@room.get("/templates/<kind>")
def template(kind: str) -> str:
    """One kind: what its template may use, and every version."""
    return _show(kind, [])


@room.get("/templates/<kind>/in-use")
def template_in_use(kind: str) -> Response:
    """The Word file to start from."""
    return passed_on(documents.template_in_use(kind))


@room.post("/templates/<kind>")
def upload_template(kind: str) -> Any:
    """Upload a version."""
    file = request.files.get("file")
    if g.get("only_shows") or file is None or not file.filename:
        return _show(kind, [{"text": _("请先选择一个 .docx 文件"), "href": "#file"}]), 422
    sent = MultipartFile(file.filename, file.stream, request.form.get("form_key", "")[:40])
    return acting.do(
        lambda act: documents.upload_template(kind, sent, act.key),
        {},
        done=_("模板已上传。请先预览，再启用。"),
        onward=url_for("staff.template", kind=kind),
        show=lambda errors: _show(kind, errors),
    )


@room.get("/templates/<kind>/versions/<template_id>/<suffix>")
def template_preview(kind: str, template_id: str, suffix: str) -> Any:
    """A version with sample data; where Word or PDF cannot be made, the page says so."""
    if suffix not in SUFFIXES:
        raise NotFound()
    try:
        return passed_on(documents.template_preview(template_id, suffix))
    except Refused as refusal:
        return _show(kind, acting.errors_of(refusal)), refusal.status


@room.post("/templates/<kind>/versions/<template_id>/live")
def put_template_live(kind: str, template_id: str) -> Any:
    """启用."""
    return _act(kind, lambda act: documents.put_live(template_id, act), _("新模板已启用"))


@room.post("/templates/<kind>/built-in")
def use_built_in(kind: str) -> Any:
    """恢复内置模板."""
    return _act(kind, lambda act: documents.built_in(kind, act), _("已恢复内置模板"))


def _act(kind: str, verb: Any, done: str) -> Any:
    return acting.do(
        lambda act: verb(Act(key=act.key)),
        {},
        done=done,
        onward=url_for("staff.template", kind=kind),
        show=lambda errors: _show(kind, errors),
    )


def _show(kind: str, errors: Errors) -> str:
    """Raises: NotFound."""
    found: dict[str, Json] = {each["kind"]: each for each in documents.templates()}
    if kind not in found:
        raise NotFound()
    return render_template(
        "staff/template.html", kind=found[kind], errors=errors, has_errors=bool(errors)
    )
