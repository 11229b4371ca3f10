"""The daily roots: read, downloaded, and a proof held against them."""

import hashlib
from typing import IO, Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _

from chassis.errors import Unavailable
from contracts.daily_root import NotProven, proven
from gateway.clients import roots
from gateway.context import gateway
from gateway.daily_proofs import INTAKE, Finding, look_at
from gateway.presentation import short_day

blueprint = Blueprint("roots", __name__, url_prefix="/roots")
SHOWN, IN_FILE = 31, 366
_LARGEST_PROOF, _CHUNK = 4 * 1024 * 1024, 256 * 1024
_MOST_DAYS = 40
_OF_A_DAY = frozenset({"no_root", "not_under_root", "other_root", "not_signed"})


@blueprint.get("")
def page() -> Any:
    """The roots of a month, and a place to check a proof."""
    return _page({})


@blueprint.get("/roots.json")
def file() -> Response:
    """The roots of a year, for whoever keeps a copy."""
    return _download({"items": roots.newest(IN_FILE)}, "daily-roots.json")


@blueprint.get("/keys.json")
def keys() -> Response:
    """The public keys with which roots, heads and packages are signed."""
    known = gateway().keyring.public
    told = {name: key.as_dict(private=False) for name, key in known.items()}
    return _download(told, "public.json")


@blueprint.get("/offline")
def offline() -> Response:
    """A page in one file that checks proofs without the net, to be kept and opened from the disk."""
    return Response(
        render_template("public/roots_offline.html"),
        content_type="application/octet-stream",
        headers={"Content-Disposition": 'attachment; filename="check-proof.html"'},
    )


@blueprint.post("")
def check() -> Any:
    """Check a proof, and a file if one was chosen; neither is kept."""
    given, shown = request.files.get("proof"), request.files.get("file")
    if given is None or not given.filename:
        return _page({"proof": _("请选择存证证明文件")}), 422
    if not gateway().limits.take("check", request.remote_addr or "").passes:
        return _page({"": _("查验太频繁，请过一分钟再试。")}), 429
    content = given.stream.read(_LARGEST_PROOF)
    digest = _digest(shown.stream) if shown is not None and shown.filename else ""
    try:
        found = _looked_at(content, digest)
    except NotProven as flaw:
        field = "file" if flaw.code == "other_file" else "proof"
        return _page({field: _told(flaw)}), 422
    except Unavailable:
        return _page({"": _("查验服务暂时没有响应，请过一两分钟再试。")}), 503
    return _page({}, found)


def _looked_at(content: bytes, digest: str) -> Finding:
    """Raises: NotProven; Unavailable."""
    days = proven(content).roots
    if len(days) > _MOST_DAYS:
        raise NotProven("unreadable")
    key = gateway().keyring.public[INTAKE]
    return look_at(content, sha256=digest, published=roots.published(days), key=key)


def _told(flaw: NotProven) -> str:
    day = short_day(flaw.about) if flaw.code in _OF_A_DAY else ""
    sentences = {
        "unreadable": _("这不是存证证明文件，或者文件被改动过。"),
        "other_matter": _("文件里混有另一个受理号的内容。"),
        "no_root": _("文件缺少 %(day)s 的存证根。", day=day),
        "not_under_root": _("内容与 %(day)s 的存证根不符，文件被改动过。", day=day),
        "other_root": _("文件里 %(day)s 的存证根与公布的不同。", day=day),
        "not_signed": _("%(day)s 的存证根没有本中心的有效签名。", day=day),
        "other_file": _("这个文件不在证明之内：内容与提交时不同，或者不是这件事的材料。"),
    }
    return sentences[flaw.code]


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _download(content: Any, name: str) -> Response:
    found = jsonify(content)
    found.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return found


def _page(errors: dict[str, str], found: Finding | None = None) -> str:
    try:
        published, is_away = roots.newest(SHOWN), False
    except Unavailable:
        published, is_away = [], True
    return render_template(
        "public/roots.html",
        roots=published,
        is_away=is_away,
        found=found,
        errors=[
            {"text": text, "href": f"#{name}" if name else ""} for name, text in errors.items()
        ],
        messages=errors,
        has_errors=bool(errors),
    )
