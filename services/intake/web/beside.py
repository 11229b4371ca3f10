"""A redacted copy beside its original, for whoever may see both; each look stands in the chain of custody."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import Conflict
from chassis.transaction import service
from services.intake.domain.exposing import may_read
from services.intake.domain.parties import Attachment
from services.intake.domain.submission import Submission
from services.intake.storage.beside import (
    IMAGE,
    MOST_BYTES,
    NotShowable,
    covered_share,
    lines_of,
    rows,
    shown_picture,
)
from services.intake.storage.custody import DENIED, VIEWED
from services.intake.storage.evidence import QUARANTINE, EvidenceFile
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.web.caller import own_account
from services.intake.web.evidence import file_of, note_look
from services.intake.web.submissions import visible

beside = Blueprint("beside", __name__, description="Redacted copies beside their originals")
ONE = "/api/v1/submissions/<receipt_no>/evidence/<evidence_id>"


@beside.route(f"{ONE}/comparison")
class Comparison(MethodView):
    """副本与原件对照."""

    @permitted("evidence.compare")
    def get(self, receipt_no: str, evidence_id: str) -> dict[str, Any]:
        """The lines that differ, or the share of a picture that was covered."""
        submission = visible(receipt_no)
        copy = _copy_of(submission, evidence_id)
        files = [_seen(submission, each) for each in (copy.redacts, copy.id)]
        found = {"original_id": copy.redacts, "copy_id": copy.id, "reason": copy.reason}
        try:
            return found | _difference(*files)
        except NotShowable:
            return found | {"kind": "none", "rows": [], "covered": None}


@beside.route(f"{ONE}/picture")
class Picture(MethodView):
    """A picture on a page."""

    @permitted("evidence.compare")
    def get(self, receipt_no: str, evidence_id: str) -> Response:
        """Drawn anew as PNG, so that nothing else of the file reaches the reader."""
        file = _seen(visible(receipt_no), evidence_id)
        try:
            with _store().open(file.sha256) as content:
                return Response(shown_picture(content), content_type="image/png")
        except NotShowable:
            raise Conflict("no_picture") from None


def _copy_of(submission: Submission, evidence_id: str) -> Attachment:
    found = next((each for each in submission.evidence if each.id == evidence_id), None)
    if found is None or not found.redacts:
        raise Conflict("no_redacted_copy")
    return found


def _seen(submission: Submission, evidence_id: str) -> EvidenceFile:
    """A file that the caller may see, with the look noted. Raises: NotFound; Conflict."""
    file = file_of(submission.receipt_no, evidence_id)
    if not may_read(submission, evidence_id, own_account()):
        note_look(DENIED, file)
        raise Conflict("evidence_secret")
    if file.scan in QUARANTINE:
        raise Conflict("file_quarantined")
    note_look(VIEWED, file)
    return file


def _difference(original: EvidenceFile, copy: EvidenceFile) -> dict[str, Any]:
    """Raises: NotShowable."""
    if max(original.size, copy.size) > MOST_BYTES:
        raise NotShowable()
    with _store().open(original.sha256) as before, _store().open(copy.sha256) as after:
        if original.media_type.startswith(IMAGE) and copy.media_type.startswith(IMAGE):
            return {"kind": "picture", "rows": [], "covered": covered_share(before, after)}
        found = rows(lines_of(original.media_type, before), lines_of(copy.media_type, after))
    return {"kind": "text", "rows": [vars(each) for each in found], "covered": None}


def _store() -> EvidenceStore:
    store: EvidenceStore = service().extras["evidence_store"]
    return store
