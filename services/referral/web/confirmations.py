"""Judicial confirmation: the court's desk."""

from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.etag import set_etag
from chassis.pagination import listing, page
from chassis.problems import language
from chassis.transaction import reading_connection, service, transactional
from chassis.validation import NoFields
from contracts.permissions import Reach
from services.referral.domain.confirmation import Confirmation
from services.referral.storage.tables import confirmations as table
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened
from services.referral.web import schemas
from services.referral.web.evidence import paper_of
from services.referral.web.lookup import account, as_read, checked, referral_uow
from services.referral.web.openings import note_opening, opening_of
from services.referral.web.views import confirmation_row, confirmation_view

confirmations = Blueprint("confirmations", __name__, description="Judicial confirmation")
BASE = "/api/v1/confirmations"


@confirmations.route(BASE)
class Confirmations(MethodView):
    """All applications that the caller may see."""

    @permitted("confirmation.list")
    @confirmations.arguments(schemas.ListQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """List applications, oldest first."""
        query = sa.select(table.c.document, table.c.id)
        for name in ("receipt_no", "status"):
            if asked[name]:
                query = query.where(table.c[name] == asked[name])
        if Reach.ANY not in reach():
            query = query.where(table.c.desk == principal().organisation)
        with reading_connection() as connection:
            rows, cursor = page(connection, query, [table.c.id], asked)
        now = service().clock.now()
        return listing(
            rows,
            cursor,
            lambda r: confirmation_row(load_document(Confirmation, r.document), language(), now),
        )


@confirmations.route(f"{BASE}/<confirmation_id>")
class One(MethodView):
    """One application."""

    @permitted("confirmation.read")
    def get(self, confirmation_id: str) -> Response:
        """Read it with its papers and clocks."""
        with opened(service()).reading() as uow:
            item = checked(uow.confirmations.get(confirmation_id))
            answer = _shown(item, uow)
        note_opening(item)
        return answer


@confirmations.route(f"{BASE}/<confirmation_id>/documents/<code>")
class Document(MethodView):
    """One paper of an application."""

    @permitted("confirmation.read")
    def get(self, confirmation_id: str, code: str) -> Response:
        """Its text."""
        with opened(service()).reading() as uow:
            item = checked(uow.confirmations.get(confirmation_id))
        return paper_of(item.papers, code, item.receipt_no)


@confirmations.route(f"{BASE}/<confirmation_id>/receipt")
class Receipt(MethodView):
    """The clerk's signature."""

    @transactional
    @permitted("confirmation.answer")
    @confirmations.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], confirmation_id: str) -> Response:
        """Sign for the application."""
        uow = referral_uow()
        item = as_read(uow.confirmations.get(confirmation_id))
        item.receipt(account(), uow.clock.now())
        uow.confirmations.save(item)
        return _shown(item, uow)


@confirmations.route(f"{BASE}/<confirmation_id>/decision")
class Decision(MethodView):
    """The ruling."""

    @transactional
    @permitted("confirmation.answer")
    @confirmations.arguments(schemas.Ruling)
    def post(self, asked: dict[str, Any], confirmation_id: str) -> Response:
        """Record what the court ruled."""
        uow = referral_uow()
        item = as_read(uow.confirmations.get(confirmation_id))
        item.decide(asked["decision"], asked["ruling_no"], asked["reasons"], uow.clock.now())
        uow.confirmations.save(item)
        return _shown(item, uow)


def _shown(item: Confirmation, uow: ReferralUnitOfWork) -> Response:
    desk = uow.desks.by_code(item.desk)
    body = confirmation_view(item, desk.name, language(), service().clock.now())
    response = make_response(jsonify(body | opening_of(item)))
    set_etag(response, item.version)
    return response
