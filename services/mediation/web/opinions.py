"""Orders for an opinion, as the expert sees them: the question, the files, the own answer; nobody else's."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import transactional
from chassis.validation import Strict, length
from lawbook.presentation import instant
from services.mediation.application.run_proceeding import act_as_expert, parties_in
from services.mediation.domain.proceedings.commissions import Commission
from services.mediation.domain.proceedings.kind import OPINION
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.said import Said
from services.mediation.storage.tables import proceedings as table
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.evidence import content, taken_in
from services.mediation.web.lookup import account, case_uow, looking
from services.mediation.web.proceeding_fields import files
from services.mediation.web.proceeding_views import file_view

opinions = Blueprint("opinions", __name__, description="Orders for an expert's opinion")


class OpinionBody(Strict):
    """The opinion; ``declaration``: that the expert has no interest in the matter, in own words."""

    text = fields.String(required=True, validate=length(2, 20_000))
    declaration = fields.String(required=True, validate=length(2, 500))
    files = files()


class ReturnBody(Strict):
    """Why the expert does not answer."""

    reason = fields.String(required=True, validate=length(2, 500))


@opinions.route("/api/v1/opinion-orders")
class Orders(MethodView):
    """The caller's own orders."""

    @permitted("opinion.read")
    def get(self) -> dict[str, Any]:
        """Those of opinions that are not closed, what is due first."""
        with looking() as uow:
            running = uow.proceedings.all(table.c.running_kind == OPINION)
        own = [(each, order) for each in running if (order := each.commission_of(account()))]
        own.sort(key=lambda pair: (pair[1].answered_at is not None, pair[1].due_on))
        return {"items": [_row(*pair) for pair in own]}


@opinions.route("/api/v1/opinion-orders/<order_id>")
class Order(MethodView):
    """One order."""

    @permitted("opinion.read")
    def get(self, order_id: str) -> dict[str, Any]:
        """The question, the files, both sides' names, and the own answer."""
        with looking() as uow:
            found, own = _own(uow.proceedings.get(order_id))
            return _order(found, own, uow)


@opinions.route("/api/v1/opinion-orders/<order_id>/answers")
class Answers(MethodView):
    """The opinion itself."""

    @transactional
    @permitted("opinion.give")
    @opinions.arguments(OpinionBody)
    @opinions.response(201)
    def post(self, asked: dict[str, Any], order_id: str) -> Response:
        """Give it, once."""
        uow = case_uow()
        found, own = _own(uow.proceedings.take(order_id))
        # Nothing is taken into the matter for an answer that will be refused.
        given = taken_in(found.receipt_no, asked["files"]) if own.answered_at is None else ()
        said = Said(note=asked["text"], person=asked["declaration"], files=given)
        act_as_expert(found, "answer", said, account(), uow)
        return _shown(found, uow)


@opinions.route("/api/v1/opinion-orders/<order_id>/returns")
class Returns(MethodView):
    """Giving an order back."""

    @transactional
    @permitted("opinion.give")
    @opinions.arguments(ReturnBody)
    @opinions.response(201)
    def post(self, asked: dict[str, Any], order_id: str) -> dict[str, Any]:
        """For a conflict of interest, or because it cannot be answered."""
        uow = case_uow()
        found, _order = _own(uow.proceedings.take(order_id))
        act_as_expert(found, "decline", Said(note=asked["reason"]), account(), uow)
        return {"order_id": found.id, "receipt_no": found.receipt_no}


@opinions.route("/api/v1/opinion-orders/<order_id>/files/<evidence_id>")
class Material(MethodView):
    """One of the files."""

    @permitted("opinion.read")
    def get(self, order_id: str, evidence_id: str) -> Response:
        """Its bytes, as a download."""
        with looking() as uow:
            found, own = _own(uow.proceedings.get(order_id))
        for file in (*own.materials, *own.files):
            if file.evidence_id == evidence_id:
                return content(found.receipt_no, file)
        raise NotFound()


def _own(found: Proceeding) -> tuple[Proceeding, Commission]:
    """Raises: NotFound for what the caller has no order for."""
    own = found.commission_of(account())
    if found.kind != OPINION or own is None:
        raise NotFound()
    return found, own


def _row(found: Proceeding, own: Commission) -> dict[str, Any]:
    return {
        "order_id": found.id,
        "receipt_no": found.receipt_no,
        "question": found.question,
        "due_on": own.due_on.isoformat(),
        "fee_fen": own.fee_fen,
        "answered_at": instant(own.answered_at) if own.answered_at else None,
    }


def _order(found: Proceeding, own: Commission, uow: MediationUnitOfWork) -> dict[str, Any]:
    parties = parties_in(found, uow)
    return _row(found, own) | {
        "complainant": parties.complainant.name,
        "respondent": parties.respondent.name,
        "materials": [file_view(each) for each in own.materials],
        "answer": own.answer,
        "declaration": own.declaration,
        "files": [file_view(each) for each in own.files],
        "is_open": own.answered_at is None and not found.is_over,
    }


def _shown(found: Proceeding, uow: MediationUnitOfWork) -> Response:
    _found, own = _own(found)
    return make_response(jsonify(_order(found, own, uow)), 201)
