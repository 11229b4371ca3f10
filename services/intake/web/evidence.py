"""Evidence: files in and out."""

from typing import Any

from flask import Response, request
from flask.views import MethodView
from werkzeug.exceptions import RequestEntityTooLarge

from chassis.access import permitted, principal, reach, takes_file
from chassis.blueprint import Blueprint
from chassis.errors import FieldError, InvalidInput, NotFound
from chassis.transaction import current_uow, reading_connection, service, transactional
from contracts.permissions import Reach
from services.intake.domain.file_type import NotAllowed, media_type_of
from services.intake.storage.evidence import EvidenceFile, EvidenceRegister
from services.intake.storage.evidence_store import EvidenceStore, TooLarge

evidence = Blueprint("evidence", __name__, description="Evidence files")
LIMIT = 50 * 1024 * 1024
LONGEST_NAME = 200


@evidence.route("/api/v1/evidence")
class Upload(MethodView):
    """Files that a submission can then name."""

    @transactional
    @permitted("evidence.upload")
    @takes_file
    @evidence.response(201)
    def post(self) -> dict[str, Any]:
        """Keep one file (field ``file``); its digests are proof of what was received."""
        upload = request.files.get("file")
        if upload is None or not upload.filename:
            raise _wrong("required")
        name = _safe_name(upload.filename)
        try:
            stored = _store().keep(upload.stream, LIMIT)  # type: ignore[arg-type]
        except TooLarge:
            raise RequestEntityTooLarge() from None
        if stored.size == 0:
            raise _wrong("file_empty")
        try:
            media_type = media_type_of(name, stored.head)
        except NotAllowed:
            raise _wrong("file_type") from None
        uow = current_uow()
        file = EvidenceFile(
            id=uow.ids.new(),
            receipt_no=None,
            name=name,
            size=stored.size,
            media_type=media_type,
            sha256=stored.sha256,
            sm3=stored.sm3,
            stored_at=uow.clock.now(),
        )
        uow.evidence.add(file)
        shown = ("id", "name", "size", "media_type", "sha256", "sm3")
        return {each: getattr(file, each) for each in shown}


@evidence.route("/api/v1/submissions/<receipt_no>/evidence/<evidence_id>")
class Download(MethodView):
    """One file of a matter."""

    @permitted("evidence.download")
    def get(self, receipt_no: str, evidence_id: str) -> Response:
        """The bytes as they were received, never shown inline."""
        if Reach.ANY not in reach() and principal().matter != receipt_no:
            raise NotFound()
        with reading_connection() as connection:
            file = EvidenceRegister(connection).of_matter(evidence_id, receipt_no)
        response = Response(_store().read(file.sha256), content_type=file.media_type)
        response.headers.set("Content-Disposition", "attachment", filename=file.name)
        response.headers["Content-Length"] = str(file.size)
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response


def _store() -> EvidenceStore:
    store: EvidenceStore = service().extras["evidence_store"]
    return store


def _wrong(code: str) -> InvalidInput:
    return InvalidInput([FieldError("/file", code)])


def _safe_name(name: str) -> str:
    """The last part of a name without control or direction characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(c for c in last if c.isprintable() and c not in "\u202a\u202b\u202d\u202e")
    return printable[-LONGEST_NAME:] or "file"
