"""Papers that an officer writes: the form of a kind, a look at it, and issuing it."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from chassis.transaction import service, transactional
from chassis.validation import Query, Strict, length
from services.documents.application.facts import facts_of, refuse_unknown
from services.documents.application.issue import IssuePaper, issue_paper
from services.documents.application.printing import template_of
from services.documents.application.snapshot import readers_of, snapshot
from services.documents.domain.kind import kinds
from services.documents.domain.typed import checked_values
from services.documents.rendering.pdf import CannotBeSet
from services.documents.web.lookup import kind_named, looking, papers_uow, printer
from services.documents.web.views import file_response, kind_view, paper_view

drafts = Blueprint("document_drafts", __name__, description="Documents that officers write")


class FormQuery(Query):
    """For which matter."""

    receipt_no = fields.String(required=True, validate=length(1, 40))


class Draft(Strict):
    """What an officer typed for a paper."""

    receipt_no = fields.String(required=True, validate=length(13, 13))
    kind = fields.String(required=True, validate=length(1, 40))
    values = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)


@drafts.route("/api/v1/document-kinds")
class Kinds(MethodView):
    """What can be written."""

    @permitted("document.issue")
    def get(self) -> dict[str, Any]:
        """Every kind with its variables."""
        return {"items": [kind_view(each) for each in kinds().values()]}


@drafts.route("/api/v1/document-kinds/<kind>/form")
class Form(MethodView):
    """The form of a kind for a matter."""

    @permitted("document.issue")
    @drafts.arguments(FormQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any], kind: str) -> dict[str, Any]:
        """What is known already: the officer writes the rest."""
        wanted = kind_named(kind)
        return kind_view(wanted) | {"values": snapshot(wanted, _facts(kind, asked["receipt_no"]))}


@drafts.route("/api/v1/documents/preview")
class Preview(MethodView):
    """A look at a paper."""

    @permitted("document.issue")
    @drafts.arguments(Draft)
    def post(self, asked: dict[str, Any]) -> Response:
        """The PDF, marked as a specimen and without a number. Nothing is kept."""
        kind = kind_named(asked["kind"])
        values = checked_values(kind, asked["values"])
        with looking() as uow:
            template = template_of(kind, uow)
        specimen = printer().specimen(kind, values, local_date(service().clock.now()))
        try:
            content = printer().pdf(template.content, specimen)
        except CannotBeSet as problem:
            raise _unprintable() from problem
        return file_response(content, "pdf", f"样稿_{kind.title}.pdf")


@drafts.route("/api/v1/documents")
class Issue(MethodView):
    """A new paper."""

    @transactional
    @permitted("document.issue")
    @drafts.arguments(Draft)
    @drafts.response(201)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Issue a paper with what was typed: it gets its number and can no longer be changed."""
        kind = kind_named(asked["kind"])
        values = checked_values(kind, asked["values"])
        facts = _facts(asked["kind"], asked["receipt_no"])
        # Questions to others come first: no register waits for them.
        uow = papers_uow()
        command = IssuePaper(
            kind=kind,
            receipt_no=asked["receipt_no"],
            values=values,
            cause=uow.ids.new(),
            by=principal().subject,
            readers=readers_of(kind, facts),
            masked_readers=kind.masked_for,
        )
        try:
            paper = issue_paper(command, uow, printer())
        except CannotBeSet as problem:
            raise _unprintable() from problem
        return paper_view(paper, None, is_covered=False, for_staff=True)


def _facts(kind: str, receipt_no: str) -> dict[str, Any]:
    """Raises: NotFound for an unknown matter; Unavailable."""
    wanted = kind_named(kind)
    # It becomes part of an address: whatever could lead elsewhere is no receipt number.
    if not (receipt_no.isascii() and receipt_no.isdigit()):
        raise InvalidInput([FieldError("/receipt_no", "invalid")])
    facts = facts_of(wanted, receipt_no, service().clients, {})
    refuse_unknown(wanted, facts)
    return facts


def _unprintable() -> InvalidInput:
    return InvalidInput([FieldError("/values", "unprintable")])
