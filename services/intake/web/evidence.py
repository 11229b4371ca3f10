"""Evidence: files in and out."""

from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import quote

from flask import Response, request
from flask.views import MethodView
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import FileWrapper

from chassis.access import permitted, principal, reach, takes_file
from chassis.blueprint import Blueprint
from chassis.errors import Conflict, FieldError, InvalidInput
from chassis.transaction import current_uow, reading_connection, service, transactional
from contracts.permissions import Reach
from services.intake.application.store_evidence import StoreEvidence, store_evidence
from services.intake.domain.exposing import may_read
from services.intake.domain.file_name import safe_name
from services.intake.domain.file_type import NotAllowed, media_type_of
from services.intake.storage.containers import UnsafeArchive, look_into
from services.intake.storage.custody import DENIED, VIEWED
from services.intake.storage.evidence import (
    CLEAN,
    NOT_SCANNED,
    QUARANTINE,
    WAITING,
    EvidenceFile,
    EvidenceRegister,
)
from services.intake.storage.evidence_store import CHUNK, EvidenceStore, Incoming, TooLarge
from services.intake.storage.scanner import Scanner, ScannerAway
from services.intake.storage.unit_of_work import opened
from services.intake.web.caller import own_account
from services.intake.web.submissions import visible

evidence = Blueprint("evidence", __name__, description="Evidence files")
LIMIT = 50 * 1024 * 1024
FACTS = ("id", "name", "size", "media_type", "sha256", "sm3")


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
            raise wrong("required")
        # Hashing and writing come before the transaction: no database waits for a slow disk.
        try:
            command = kept(safe_name(upload.filename), _store().receive(upload.stream, LIMIT))
        except TooLarge:
            raise RequestEntityTooLarge() from None
        file = store_evidence(command, current_uow())
        return {each: getattr(file, each) for each in FACTS}


@evidence.route("/api/v1/submissions/<receipt_no>/evidence/<evidence_id>")
class Download(MethodView):
    """One file of a matter."""

    @permitted("evidence.download")
    def get(self, receipt_no: str, evidence_id: str) -> Response:
        """The bytes as they were received, never shown inline."""
        submission = visible(receipt_no)
        file = file_of(receipt_no, evidence_id)
        if Reach.ANY not in reach():
            return download(file)
        if not may_read(submission, evidence_id, own_account()):
            note_look(DENIED, file)
            raise Conflict("evidence_secret")
        answer = download(file)
        note_look(VIEWED, file)
        return answer


def note_look(act: str, file: EvidenceFile) -> None:
    """Who had a file before them, or was denied it, stands in its chain of custody."""
    with opened(service()) as uow:
        uow.acting_as(principal().actor)
        uow.custody.note(act, [(file.id, file.sha256)])
        uow.commit()


def file_of(receipt_no: str, evidence_id: str) -> EvidenceFile:
    """What is known about a file of a matter. Raises: NotFound."""
    with reading_connection() as connection:
        return EvidenceRegister(connection).of_matter(evidence_id, receipt_no)


def download(file: EvidenceFile) -> Response:
    """The bytes of a file under its name. Raises: Conflict while it is in quarantine."""
    if file.scan in QUARANTINE:
        raise Conflict("file_quarantined")
    content = FileWrapper(_store().open(file.sha256), CHUNK)
    response = Response(content, content_type=file.media_type, direct_passthrough=True)
    response.headers["Content-Disposition"] = _attachment(file.name)
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def kept(name: str, arriving: AbstractContextManager[Incoming]) -> StoreEvidence:
    """Receive a file, look into it, keep it. Raises: InvalidInput; TooLarge."""
    with arriving as incoming:
        if incoming.size == 0:
            raise wrong("file_empty")
        try:
            media_type = media_type_of(name, look_into(incoming.path, incoming.head))
        except NotAllowed:
            raise wrong("file_type") from None
        except UnsafeArchive:
            raise wrong("archive_unsafe") from None
        scan = _looked_at(incoming)
        _store().keep(incoming)
    return StoreEvidence(
        scan=scan,
        name=name,
        size=incoming.size,
        media_type=media_type,
        sha256=incoming.sha256,
        sm3=incoming.sm3,
    )


def _looked_at(incoming: Incoming) -> str:
    """What the scanner says of a file, before anything of it is kept. Raises: InvalidInput."""
    scanner: Scanner | None = service().extras["scanner"]
    if scanner is None:
        return NOT_SCANNED
    try:
        with incoming.path.open("rb") as content:
            is_clean = scanner.is_clean(content)
    except ScannerAway:
        return WAITING
    if not is_clean:
        raise wrong("file_infected")
    return CLEAN


def _store() -> EvidenceStore:
    store: EvidenceStore = service().extras["evidence_store"]
    return store


def _attachment(name: str) -> str:
    """The header by which a browser saves under this name, whatever its script (RFC 6266, RFC 8187)."""
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def wrong(code: str) -> InvalidInput:
    """A refusal of the file."""
    return InvalidInput([FieldError("/file", code)])
