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
from chassis.validation import Choice, Strict, length
from services.mediation.application.run_proceeding import (
    act_in_proceeding,
    request_adjudication,
    request_hindrance,
)
from services.mediation.domain.proceedings.proceeding import Proceeding, Said
from services.mediation.domain.proceedings.request import STANDINGS, Request
from services.mediation.web.lookup import case_uow, looking, side
from services.mediation.web.matter_lookup import matter_named, may_follow
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


class StatementBody(Strict):
    """What a party writes with an act that it takes itself."""

    act = fields.String(required=True, validate=length(1, 40))
    text = fields.String(required=True, validate=length(2, 5000))
    ground = fields.String(load_default="", validate=length(0, 30))


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
        opened = request_adjudication(matter_named(number, uow), Request(**asked), uow)
        return _shown(opened, 201)


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
        said = Said(note=asked["text"], ground=asked["ground"], side=side())
        act_in_proceeding(found, asked["act"], said, side(), uow)
        return _shown(found, 201)


def _own(receipt_no: str) -> str:
    """Raises: NotFound for another's matter."""
    if receipt_no != principal().matter:
        raise NotFound()
    return receipt_no


def _shown(found: Proceeding, status: int) -> Response:
    return make_response(jsonify(public_view(found, side())), status)
