"""What other services may ask intake."""

from typing import Any

import sqlalchemy as sa
from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.errors import NotFound
from chassis.transaction import reading_connection
from chassis.validation import Choice, Query
from lawbook.presentation import instant
from services.intake.domain.submission import ANSWER, Submission
from services.intake.storage.tables import submissions as table
from services.intake.web.evidence import FACTS, download, file_of

internal = Blueprint("intake_internal", __name__, description="For other services only")


class RecipientsQuery(Query):
    """Whom a message is for."""

    audience = fields.String(required=True, validate=Choice(("complainant",)))
    receipt_no = fields.String(required=True)


@internal.route("/internal/matters/<receipt_no>/parties")
class Parties(MethodView):
    """Who is in a matter that was routed to the asking service."""

    @permitted("internal.parties")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Names and addresses of both sides."""
        s = _found(receipt_no)
        return {
            "holder_name": s.holder.name,
            "holder_uscc": s.holder.uscc,
            "contact_name": s.contact.name,
            "contact_phone": s.contact.phone,
            "contact_email": s.contact.email,
            "respondent_name": s.respondent.name,
            "respondent_address": s.respondent.address,
            "respondent_email": s.respondent.email,
            "right_type": s.right_type,
            "right_number": s.right_number,
            "language": s.language,
        }


@internal.route("/internal/matters/<receipt_no>/evidence/<evidence_id>")
class Evidence(MethodView):
    """A file of a matter that goes to the police."""

    @permitted("internal.evidence")
    def get(self, receipt_no: str, evidence_id: str) -> dict[str, Any]:
        """Its name, size, type and digests."""
        file = file_of(receipt_no, evidence_id)
        return {each: getattr(file, each) for each in FACTS}


@internal.route("/internal/matters/<receipt_no>/evidence/<evidence_id>/content")
class EvidenceContent(MethodView):
    """The bytes of such a file."""

    @permitted("internal.evidence")
    def get(self, receipt_no: str, evidence_id: str) -> Response:
        """As they were received."""
        return download(file_of(receipt_no, evidence_id))


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Addresses for notification, asked for at the moment of sending."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The complainant of a matter."""
        s = _found(asked["receipt_no"])
        answer = s.docket.newest(ANSWER)
        facts = {
            "status": s.status,
            "result": s.result,
            "explanation": s.decision.explanation if s.decision else "",
            "answer_due_on": answer.due_on.isoformat() if answer else "",
            "filed_at": instant(s.filed_at),
        }
        return {
            "items": [
                {
                    "name": s.contact.name,
                    "email": s.contact.email,
                    "language": s.language,
                    "facts": facts,
                }
            ]
        }


def _found(receipt_no: str) -> Submission:
    with reading_connection() as connection:
        document = connection.execute(
            sa.select(table.c.document).where(table.c.receipt_no == receipt_no)
        ).scalar()
    if document is None:
        raise NotFound()
    found: Submission = load_document(Submission, document)
    return found
