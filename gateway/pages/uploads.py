"""Files that come with a form: kept by intake first, named by their ids in what the form then does."""

from collections.abc import Callable
from dataclasses import replace
from typing import IO

from flask import g, request
from flask_babel import gettext as _

from gateway.clients import intake
from gateway.clients.calling import Act, Json, Refused
from gateway.context import gateway
from gateway.multipart import MultipartFile

KEPT, MOST = "kept_file", 10


def uploaded_files(name: str) -> list[str]:
    """The ids of the files of a form: those that were kept when it was refused before, and new ones.

    Raises: Refused for a file that intake does not take.
    """
    found = [each["id"] for each in kept_before()]
    for upload in request.files.getlist(name):
        if upload.filename:
            if len(found) >= MOST:
                raise refused(name, 422, _("最多 %(count)d 个文件", count=MOST))
            found.append(keep(name, upload.filename, upload.stream)["id"])
    return found


def with_files(verb: Callable[[str, Act], Json], name: str = "files") -> Callable[[str, Act], Json]:
    """The same act with the files of the form, which are kept before it is done."""

    def do(its_id: str, act: Act) -> Json:
        return verb(its_id, replace(act, body={**act.body, "files": uploaded_files(name)}))

    return do


def keep(name: str, filename: str, stream: IO[bytes]) -> Json:
    """Keep one file. Raises: Refused."""
    if not gateway().limits.take("upload", request.remote_addr or "").passes:
        raise refused(name, 429, _("上传太频繁，请过一分钟再试"))
    sent = MultipartFile(filename, stream, gateway().ids.new())
    try:
        kept = intake.upload(sent, sent.content_type, gateway().ids.new())
    except Refused as refusal:
        reasons = [each.detail for each in refusal.fields] or [refusal.detail or refusal.title]
        text = _("“%(name)s”：%(reason)s", name=filename, reason=reasons[0])
        raise refused(name, refusal.status, text) from refusal
    g.setdefault("uploaded", []).append(kept)
    return kept


def kept_before() -> list[Json]:
    """The files that the form carries along: ``{id, name}``, and those that were kept just now."""
    carried = [
        {"id": file_id, "name": file_name}
        for value in request.form.getlist(KEPT)
        for file_id, _bar, file_name in [value.partition("|")]
    ]
    return carried[:MOST] + g.get("uploaded", [])


def refused(name: str, status: int, text: str) -> Refused:
    """The refusal of a file at its field."""
    return Refused(status, {"errors": [{"pointer": f"/{name}", "code": "file", "detail": text}]})
