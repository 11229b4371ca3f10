"""What a party does in proceedings itself: asking for an adjudication, answering, objecting."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import Conflict, NotFound
from chassis.problems import language
from chassis.transaction import transactional
from chassis.validation import Choice, Strict, between, length
from services.mediation.application.run_proceeding import (
    act_in_proceeding,
    request_adjudication,
    request_hindrance,
)
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.request import STANDINGS, Request
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.evidence import taken_in
from services.mediation.web.lookup import case_uow, looking, side
from services.mediation.web.matter_lookup import matter_named, may_follow
from services.mediation.web.proceeding_fields import MOST_FEN, files, said_of
from services.mediation.web.proceeding_views import public_view

party_proceedings = Blueprint(
    "party_proceedings", __name__, description="What a party does in proceedings itself"
)


class RequestBody(Strict):
    """A request for administrative adjudication."""

    standing = fields.String(required=True, validate=Choice(STANDINGS))
    patent_no = fields.String(required=True, validate=length(5, 40))
    claims = fields.String(required=True, validate=length(2, 1000))
    reasons = fields.String(required=True, validate=length(10, 5000))
    evidence = fields.String(required=True, validate=length(2, 2000))
    has_sued = fields.Boolean(required=True)
    agreed_otherwise = fields.Boolean(required=True)
    files = files()


class StatementBody(Strict):
    """What a party writes with an act that it takes itself."""

    act = fields.String(required=True, validate=length(1, 40))
    text = fields.String(load_default="", validate=length(0, 5000))
    ground = fields.String(load_default="", validate=length(0, 30))
    amount_fen = fields.Integer(load_default=0, validate=between(0, MOST_FEN))
    seat = fields.String(load_default="", validate=length(0, 30))
    expert_id = fields.String(load_default="", validate=length(0, 26))
    files = files()


@party_proceedings.route("/api/v1/matters/<receipt_no>/adjudication-requests")
class Requests(MethodView):
    """Asking for an administrative adjudication."""

    @permitted("adjudication.request")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """``hindrance``: what stands in the way, or nothing; who may ask."""
        number = _own(receipt_no)
        said = 0 if language().startswith("zh") else 1
        with looking() as uow:
            try:
                found = request_hindrance(matter_named(number, uow), uow)
            except Conflict as refusal:
                found = refusal.code.removeprefix("proceeding_")
        standings = [{"value": code, "text": words[said]} for code, words in STANDINGS.items()]
        return {"receipt_no": number, "hindrance": found, "standings": standings}

    @transactional
    @permitted("adjudication.request")
    @party_proceedings.arguments(RequestBody)
    @party_proceedings.response(201)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Ask. The centre decides in five working days whether it files the case."""
        number, uow = _own(receipt_no), case_uow()
        matter = matter_named(number, uow)
        files = taken_in(number, asked.pop("files"))
        opened = request_adjudication(matter, Request(**asked), files, uow)
        return _shown(opened, uow)


@party_proceedings.route("/api/v1/proceedings/<proceeding_id>/statements")
class Statements(MethodView):
    """What a party says in a proceeding."""

    @transactional
    @permitted("proceeding.answer")
    @party_proceedings.arguments(StatementBody)
    @party_proceedings.response(201)
    def post(self, asked: dict[str, Any], proceeding_id: str) -> Response:
        """One of the acts that the party may take now, with its words."""
        uow = case_uow()
        found = uow.proceedings.take(proceeding_id)
        if not may_follow(found):
            raise NotFound()
        act = asked.pop("act")
        asked["note"] = asked.pop("text")
        said = said_of(asked, found, act, uow, side=side())
        act_in_proceeding(found, act, said, side(), uow)
        return _shown(found, uow)


def _own(receipt_no: str) -> str:
    """Raises: NotFound for another's matter."""
    if receipt_no != principal().matter:
        raise NotFound()
    return receipt_no


def _shown(found: Proceeding, uow: MediationUnitOfWork) -> Response:
    return make_response(jsonify(public_view(found, side(), uow)), 201)
