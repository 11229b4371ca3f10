"""Is this paper genuine? Anybody may ask, and learns only what a genuine paper shows anyway."""

import re
from typing import Any

from flask.views import MethodView
from marshmallow import ValidationError, fields, validates_schema

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.validation import Strict, length
from services.documents.application.statement import LONGEST, read_statement
from services.documents.domain.paper import Paper, ungrouped
from services.documents.storage.unit_of_work import DocumentsUnitOfWork
from services.documents.web.lookup import looking, public_key
from services.documents.web.views import VALID, WITHDRAWN

checks = Blueprint("document_checks", __name__, description="Whether a document is genuine")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SPACES = re.compile(r"\s+")
WAYS = ("code", "sha256", "statement")


class Check(Strict):
    """A check code (with the number, where it is known), the SHA-256 of a file, or a statement.

    ``statement``: the JWS that the centre signed about a paper.
    """

    code = fields.String(load_default="", validate=length(0, 40))
    number = fields.String(load_default="", validate=length(0, 60))
    sha256 = fields.String(load_default="", validate=length(0, 64))
    statement = fields.String(load_default="", validate=length(0, LONGEST))

    @validates_schema
    def one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if [bool(data[name]) for name in WAYS].count(True) != 1:
            raise ValidationError("code_or_hash", "code")


@checks.route("/api/v1/document-checks/key")
class Key(MethodView):
    """The key against which statements are checked."""

    @permitted("document.check")
    def get(self) -> dict[str, Any]:
        """As a JWK with its thumbprint (RFC 7638), which the centre publishes elsewhere as well."""
        key = public_key()
        return {"key": key.as_dict(private=False), "thumbprint": key.thumbprint()}


@checks.route("/api/v1/document-checks")
class Checks(MethodView):
    """Checking a paper."""

    @permitted("document.check")
    @checks.arguments(Check)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Kind, number, office, date and whether it is still valid. 404: no such paper was issued."""
        with looking() as uow:
            paper = _found(asked, uow)
            withdrawal = uow.withdrawals.of_papers([paper.id]).get(paper.id)
            successor = _successor(paper, uow) if withdrawal else None
        return {
            "title": paper.title,
            "number": paper.number,
            "office": paper.office,
            "issued_on": paper.issued_on.isoformat(),
            "status": VALID if withdrawal is None else WITHDRAWN,
            "withdrawn_on": withdrawal.on.isoformat() if withdrawal else None,
            "replaced_by": successor.number if successor else None,
            "compared": next(name for name in WAYS if asked[name]),
        }


def _found(asked: dict[str, Any], uow: DocumentsUnitOfWork) -> Paper:
    """Raises: NotFound; a right code beside a wrong number is no genuine paper either."""
    if asked["statement"]:
        stated = read_statement(asked["statement"], public_key())
        paper = uow.papers.with_file(stated.pdf_sha256) if stated else None
    elif asked["sha256"]:
        digest = asked["sha256"].lower()
        paper = uow.papers.with_file(digest) if _SHA256.fullmatch(digest) else None
    else:
        paper = uow.papers.with_check_code(ungrouped(asked["code"]))
    if paper is None or (asked["number"] and _plain(asked["number"]) != paper.number):
        raise NotFound()
    return paper


def _successor(paper: Paper, uow: DocumentsUnitOfWork) -> Paper | None:
    """The newest valid paper of the same kind in the same matter, issued to the same people since."""
    later = [
        each
        for each in uow.papers.of_matter(paper.receipt_no)
        if each.kind == paper.kind
        and each.readers == paper.readers
        and each.issued_at >= paper.issued_at
        and each.id != paper.id
    ]
    withdrawn = uow.withdrawals.of_papers([each.id for each in later])
    valid = [each for each in later if each.id not in withdrawn]
    return valid[-1] if valid else None


def _plain(number: str) -> str:
    """A document number as people type it: any brackets, any width, blanks."""
    brackets = str.maketrans("[]()（）【】［］", "〔〕〔〕〔〕〔〕〔〕")
    return _SPACES.sub("", number).translate(brackets)
