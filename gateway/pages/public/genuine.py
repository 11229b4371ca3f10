"""Is this document genuine? Anybody may ask, with the code that is printed on it, or with the file."""

import hashlib
from typing import IO, Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from chassis.errors import NotFound, Throttled, Unavailable
from gateway.clients import documents
from gateway.clients.calling import Refused
from gateway.context import gateway

blueprint = Blueprint("genuine", __name__, url_prefix="/check")
_CHUNK = 256 * 1024
_LONGEST = 60
_LONGEST_STATEMENT, _STATEMENT = 4000, b"eyJ"


@blueprint.get("")
def form() -> Any:
    """Code and number, or the file."""
    return _page({})


@blueprint.get("/<code>")
def scanned(code: str) -> Any:
    """What the QR code on a document leads to. Looking changes nothing."""
    return _checked({"code": code[:_LONGEST]}, "code")


@blueprint.post("")
def look() -> Any:
    """Check what was typed, or the file that was chosen; the file itself is not kept."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return _checked(_compared(file), "file")
    code = request.form.get("code", "").strip()[:_LONGEST]
    if not code:
        return _page({"code": _("请输入校验码，或者选择文件")}), 422
    number = request.form.get("number", "").strip()[:_LONGEST]
    return _checked({"code": code, **({"number": number} if number else {})}, "code")


def _checked(asked: dict[str, str], field: str) -> Any:
    verdict = gateway().limits.take("check", request.remote_addr or "")
    if not verdict.passes:
        return _page({"": _("查验太频繁，请过一分钟再试。")}), 429
    try:
        found = documents.check(asked, gateway().ids.new())
    except (NotFound, Refused):
        return _page({field: _nothing(field)}, is_unknown=True), 404
    except Throttled:
        return _page({"": _("查验太频繁，请过一分钟再试。")}), 429
    except Unavailable:
        return _page({"": _("查验服务暂时没有响应，请过一两分钟再试。")}), 503
    return _page({}, found)


def _nothing(field: str) -> str:
    if field == "file":
        return _("本中心没有出具过与这个文件逐字节相同的文书。文件可能被改动过，也可能是扫描件。")
    return _("没有查到这样的文书。请核对校验码和文号。")


def _compared(file: FileStorage) -> dict[str, str]:
    """A signature is read as such; of any other file only its digest is asked about."""
    start = file.stream.read(_LONGEST_STATEMENT)
    file.stream.seek(0)
    if start.startswith(_STATEMENT):
        return {"statement": start.decode("ascii", "replace")}
    return {"sha256": _digest(file.stream)}


@blueprint.get("/key")
def key() -> Response:
    """The public key, for whoever checks signatures without this page."""
    found = jsonify(documents.key())
    found.headers["Content-Disposition"] = 'attachment; filename="document-key.json"'
    return found


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _page(
    errors: dict[str, str], found: dict[str, Any] | None = None, *, is_unknown: bool = False
) -> str:
    return render_template(
        "public/genuine.html",
        found=found,
        is_unknown=is_unknown,
        typed=request.form,
        errors=[
            {"text": text, "href": f"#{name}" if name else ""} for name, text in errors.items()
        ],
        messages=errors,
        has_errors=bool(errors),
    )
