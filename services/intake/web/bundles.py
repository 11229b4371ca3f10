"""All evidence of a matter at once, and who had it when."""

import tempfile
from typing import Any

from flask import Response
from flask.views import MethodView
from werkzeug.wsgi import FileWrapper

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import Conflict
from chassis.transaction import current_uow, reading_connection, service, transactional
from lawbook.presentation import instant
from services.intake.application.redact_evidence import redact_evidence
from services.intake.application.take_evidence import take_evidence
from services.intake.domain.exposing import readable
from services.intake.storage.bundle import write_bundle
from services.intake.storage.custody import custody_of
from services.intake.storage.evidence import EvidenceRegister
from services.intake.storage.evidence_store import CHUNK
from services.intake.storage.unit_of_work import opened
from services.intake.web.act_schemas import RedactionSchema
from services.intake.web.caller import own_account
from services.intake.web.decisions import as_read, shown
from services.intake.web.submissions import visible

bundles = Blueprint("bundles", __name__, description="Evidence as one archive; chain of custody")


@bundles.route("/api/v1/submissions/<receipt_no>/evidence-bundle")
class Bundle(MethodView):
    """证据打包."""

    @permitted("evidence.bundle")
    def get(self, receipt_no: str) -> Response:
        """One ZIP with a manifest; that it was taken stands in the chain of custody.

        Secrets of which the caller is no reader are left out, and the manifest says that they are.
        """
        with reading_connection() as connection:
            if EvidenceRegister(connection).quarantined(receipt_no):
                raise Conflict("file_quarantined")
        with opened(service()) as uow:
            uow.acting_as(principal().actor)
            submission = uow.submissions.take_by_receipt_no(receipt_no)
            pieces = readable(submission, own_account())
            take_evidence(submission, pieces, uow)
            uow.commit()
        target = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the response
        facts = {
            "receipt_no": receipt_no,
            "filed_at": instant(submission.filed_at),
            "withheld": len(submission.evidence) - len(pieces),
        }
        write_bundle(service().extras["evidence_store"], target, facts, pieces)
        size = target.tell()
        target.seek(0)
        response = Response(
            FileWrapper(target, CHUNK), content_type="application/zip", direct_passthrough=True
        )
        response.headers["Content-Length"] = str(size)
        response.headers["Content-Disposition"] = f'attachment; filename="{receipt_no}.zip"'
        return response


@bundles.route("/api/v1/submissions/<receipt_no>/evidence/<evidence_id>/redactions")
class Redactions(MethodView):
    """遮盖副本."""

    @transactional
    @permitted("submission.decide")
    @bundles.arguments(RedactionSchema)
    def post(self, asked: dict[str, Any], receipt_no: str, evidence_id: str) -> Response:
        """Put an uploaded copy, in which something is made unreadable, beside the original."""
        submission = as_read(receipt_no)
        redact_evidence(submission, evidence_id, asked["copy"], asked["reason"], current_uow())
        return shown(submission)


@bundles.route("/api/v1/submissions/<receipt_no>/custody")
class Custody(MethodView):
    """证据保管链."""

    @permitted("evidence.bundle")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Every act on every file of the matter, oldest first."""
        submission = visible(receipt_no)
        with reading_connection() as connection:
            chain = custody_of(connection, [each.id for each in submission.evidence])
        open_ones = {each.id for each in readable(submission, own_account())}
        return {
            "items": [
                {
                    "evidence_id": each.evidence_id,
                    "at": instant(each.at),
                    "act": each.act,
                    "actor_role": each.actor_role,
                    "actor_id": each.actor_id,
                    "sha256": each.sha256 if each.evidence_id in open_ones else "",
                }
                for each in chain
            ]
        }
