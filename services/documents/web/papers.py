"""Issued papers: list, download, withdrawal, and covered copies."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import transactional
from chassis.validation import Query, Strict, length
from services.documents.application.printing import COPY, sha256_of
from services.documents.application.statement import statement_of
from services.documents.application.withdraw import withdraw_paper
from services.documents.application.word_file import word_file_of
from services.documents.domain.kind import kinds
from services.documents.domain.masking import masked
from services.documents.domain.paper import Paper
from services.documents.storage.unit_of_work import DocumentsUnitOfWork
from services.documents.web.lookup import (
    documents_uow,
    is_covered,
    looking,
    paper_for_caller,
    papers_for_caller,
    papers_uow,
    printer,
    sees_all,
    signing_key,
)
from services.documents.web.views import (
    PDF_FILE,
    STATEMENT,
    TYPES,
    WORD_FILE,
    file_response,
    paper_view,
)

papers = Blueprint("documents", __name__, description="Issued documents")


class PapersQuery(Query):
    """Of which matter."""

    receipt_no = fields.String(required=True, validate=length(1, 40))


class Withdrawal(Strict):
    """Why a paper is declared invalid."""

    reason = fields.String(required=True, validate=length(1, 500))


@papers.route("/api/v1/documents")
class Papers(MethodView):
    """The papers of a matter."""

    @permitted("document.list")
    @papers.arguments(PapersQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Those that the caller may see, oldest first."""
        with looking() as uow:
            found = papers_for_caller(asked["receipt_no"], uow)
            return {"items": [_seen(each, uow) for each in found]}


@papers.route("/api/v1/documents/<document_id>")
class One(MethodView):
    """One paper."""

    @permitted("document.read")
    def get(self, document_id: str) -> dict[str, Any]:
        """What is known about it; the files come apart."""
        with looking() as uow:
            return _seen(paper_for_caller(document_id, uow), uow)


@papers.route("/api/v1/documents/<document_id>/files/<suffix>")
class File(MethodView):
    """The files of a paper."""

    @permitted("document.read")
    def get(self, document_id: str, suffix: str) -> Response:
        """``pdf``, ``docx``, or ``jws``: what the centre signs about it. Always the same bytes.

        Those to whom it is not addressed get a covered PDF, and nothing else.
        """
        if suffix not in TYPES:
            raise NotFound()
        with looking() as uow:
            paper = paper_for_caller(document_id, uow)
            if is_covered(paper):
                return _covered(paper, suffix, uow)
        return file_response(_content(paper, suffix), suffix, paper.file_name(suffix))


@papers.route("/api/v1/documents/<document_id>/public-copy")
class PublicCopy(MethodView):
    """A copy for publication."""

    @permitted("document.publish")
    def get(self, document_id: str) -> Response:
        """The PDF with personal data covered, made from the stored data and template."""
        with looking() as uow:
            return _covered(uow.papers.get(document_id), "pdf", uow)


@papers.route("/api/v1/documents/<document_id>/withdrawal")
class Withdraw(MethodView):
    """The end of a paper's validity."""

    @transactional
    @permitted("document.withdraw")
    @papers.arguments(Withdrawal)
    def post(self, asked: dict[str, Any], document_id: str) -> dict[str, Any]:
        """Declare a paper invalid; it stays on file."""
        uow = papers_uow()
        paper = uow.papers.get(document_id)
        withdrawal = withdraw_paper(paper, asked["reason"], principal().subject, uow)
        return paper_view(paper, withdrawal, is_covered=False, for_staff=True)


def _seen(paper: Paper, uow: DocumentsUnitOfWork) -> dict[str, Any]:
    withdrawal = uow.withdrawals.of_papers([paper.id]).get(paper.id)
    word = uow.word_files.of_papers([paper.id]).get(paper.id)
    return paper_view(paper, withdrawal, word, is_covered=is_covered(paper), for_staff=sees_all())


def _content(paper: Paper, suffix: str) -> bytes:
    if suffix == WORD_FILE:
        return word_file_of(paper, documents_uow, printer())
    if suffix == STATEMENT:
        return statement_of(paper, signing_key()).encode()
    with looking() as uow:
        return uow.files.read(paper.pdf.sha256)


def _covered(paper: Paper, suffix: str, uow: DocumentsUnitOfWork) -> Response:
    """Only as PDF: a Word file would invite filling in again what was covered."""
    if suffix != PDF_FILE:
        raise NotFound()
    original = printer().again(paper, masked(kinds()[paper.kind], paper.values), COPY)
    content = printer().pdf(uow.files.read(paper.template), original)
    response = file_response(content, suffix, f"公开副本_{paper.file_name(suffix)}")
    response.headers["ETag"] = f'"{sha256_of(content)}"'
    return response
