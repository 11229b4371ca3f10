"""What other services may ask intake."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import Response
from flask.views import MethodView
from marshmallow import fields
from webargs.fields import DelimitedList

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.errors import NotFound
from chassis.transaction import current_uow, reading_connection, transactional
from chassis.validation import Choice, Query, Strict, length
from lawbook.presentation import instant
from services.intake.application.take_answer_file import take_answer_file
from services.intake.domain.exposing import goes_along
from services.intake.domain.jurisdiction import unit_of
from services.intake.domain.kind import CONFIDENTIAL
from services.intake.domain.submission import Submission
from services.intake.storage.custody import custody_of
from services.intake.storage.evidence import EvidenceFile, EvidenceRegister
from services.intake.storage.tables import submissions as table
from services.intake.web.evidence import FACTS, download, file_of
from services.intake.web.facts import person_of

MOST_MATTERS = 100
internal = Blueprint("intake_internal", __name__, description="For other services only")


class RecipientsQuery(Query):
    """Whom a message is for."""

    audience = fields.String(required=True, validate=Choice(("complainant",)))
    receipt_no = DelimitedList(fields.String(), required=True, validate=length(1, MOST_MATTERS))


@internal.route("/internal/matters/<receipt_no>/parties")
class Parties(MethodView):
    """Who is in a matter that was routed to the asking service."""

    @permitted("internal.parties")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Names and addresses of both sides."""
        s = _found(receipt_no)
        return {
            **person_of(s),
            "respondent_name": s.respondent.name,
            "respondent_address": s.respondent.address,
            "respondent_email": s.respondent.email,
            "kind": s.kind,
            "status": s.status,
            "right_type": s.right_type,
            "right_number": s.right_number,
            "language": s.language,
        }


@internal.route("/internal/bodies/<code>")
class Body(MethodView):
    """A body to which matters are handed."""

    @permitted("internal.facts")
    def get(self, code: str) -> dict[str, str]:
        """Its name."""
        unit = unit_of(code)
        if unit is None:
            raise NotFound()
        return {"code": unit.code, "name": unit.name}


@internal.route("/internal/matters/<receipt_no>/evidence/<evidence_id>")
class Evidence(MethodView):
    """A file of a matter that goes to the police."""

    @permitted("internal.evidence")
    def get(self, receipt_no: str, evidence_id: str) -> dict[str, Any]:
        """Its name, size, type and digests."""
        file = _for_others(receipt_no, evidence_id)
        return {each: getattr(file, each) for each in FACTS}


class AnswerFile(Strict):
    """A file that a receiver uploaded."""

    evidence_id = fields.String(required=True, validate=length(1, 26))


@internal.route("/internal/matters/<receipt_no>/evidence")
class AnswerFiles(MethodView):
    """Files that a receiver answered with."""

    @transactional
    @permitted("internal.evidence")
    @internal.arguments(AnswerFile)
    @internal.response(201)
    def post(self, asked: dict[str, Any], receipt_no: str) -> dict[str, Any]:
        """Take a loose file into the matter; its name, size, type and digests."""
        file = take_answer_file(receipt_no, asked["evidence_id"], current_uow())
        return {each: getattr(file, each) for each in FACTS}


@internal.route("/internal/matters/<receipt_no>/custody")
class MatterCustody(MethodView):
    """Who had the evidence of a matter, for a package that goes to others."""

    @permitted("internal.evidence")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Every act on every file, oldest first; roles, no names."""
        _found(receipt_no)
        with reading_connection() as connection:
            chain = custody_of(connection, EvidenceRegister(connection).ids_of(receipt_no))
        return {
            "items": [
                {
                    "evidence_id": each.evidence_id,
                    "at": instant(each.at),
                    "act": each.act,
                    "role": each.actor_role,
                    "sha256": each.sha256,
                }
                for each in chain
            ]
        }


@internal.route("/internal/matters/<receipt_no>/evidence/<evidence_id>/content")
class EvidenceContent(MethodView):
    """The bytes of such a file."""

    @permitted("internal.evidence")
    def get(self, receipt_no: str, evidence_id: str) -> Response:
        """As they were received."""
        return download(_for_others(receipt_no, evidence_id))


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Addresses for notification, asked for at the moment of sending."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The complainants of some matters, and the numbers that are no matter."""
        numbers = asked["receipt_no"]
        found = _several(numbers)
        if not found:
            raise NotFound()
        known = {each.receipt_no for each in found}
        unknown = [number for number in numbers if number not in known]
        items = [_complainant(each) for each in found]
        return {"items": items, **({"unknown": unknown} if unknown else {})}


def _for_others(receipt_no: str, evidence_id: str) -> EvidenceFile:
    """A file that may go to other bodies. Raises: NotFound, also for a secret that stays here."""
    if not goes_along(_found(receipt_no), evidence_id):
        raise NotFound()
    return file_of(receipt_no, evidence_id)


def _complainant(s: Submission) -> dict[str, Any]:
    answer = s.docket.newest(s.rules.answer_rule)
    facts = {
        "kind": s.kind,
        "status": s.status,
        "result": s.result,
        "explanation": s.decision.explanation if s.decision else "",
        "answer_due_on": answer.due_on.isoformat() if answer else "",
        "filed_at": instant(s.filed_at),
    }
    return {
        "receipt_no": s.receipt_no,
        "name": s.contact.name,
        "email": s.contact.email,
        "phone": s.contact.phone,
        "language": s.language,
        "is_discreet": s.identity == CONFIDENTIAL,
        "facts": facts,
    }


def _several(numbers: Sequence[str]) -> list[Submission]:
    with reading_connection() as connection:
        query = sa.select(table.c.document).where(table.c.receipt_no.in_(numbers))
        return [load_document(Submission, each) for each in connection.scalars(query)]


def _found(receipt_no: str) -> Submission:
    found = _several([receipt_no])
    if not found:
        raise NotFound()
    return found[0]
