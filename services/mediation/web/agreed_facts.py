"""The record of undisputed facts."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.transaction import service, transactional
from chassis.validation import Strict, length
from services.mediation.application.record_facts import present_facts, sign_facts
from services.mediation.application.settle import wrong_code
from services.mediation.storage.unit_of_work import opened
from services.mediation.web import schemas
from services.mediation.web.cases import shown
from services.mediation.web.lookup import account, case_uow, checked, side, to_change

agreed_facts = Blueprint("agreed_facts", __name__, description="What neither side contests")


class FactsBody(Strict):
    """One fact each."""

    lines = fields.List(
        fields.String(validate=length(2, 500)), required=True, validate=length(1, 50)
    )


@agreed_facts.route("/api/v1/mediation-cases/<case_id>/agreed-facts")
class Record(MethodView):
    """Putting facts to both sides."""

    @transactional
    @permitted("facts.present")
    @agreed_facts.arguments(FactsBody)
    @agreed_facts.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Each side gets a code to sign; earlier signatures count no more."""
        uow = case_uow()
        case = to_change(case_id, uow)
        present_facts(case, asked["lines"], account(), uow)
        return shown(case, uow, 201)


@agreed_facts.route("/api/v1/mediation-cases/<case_id>/agreed-facts/signatures")
class Signatures(MethodView):
    """The two signatures."""

    @permitted("facts.sign")
    @agreed_facts.arguments(schemas.Signature)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Sign for the caller's side; repeating it changes nothing, wrong codes are counted."""
        with opened(service()) as uow:
            uow.acting_as(principal().actor)
            case = checked(uow.cases.take(case_id))
            fits = sign_facts(case, side(), asked["code"], uow, service().keyring)
            response = shown(case, uow)
            uow.commit()
        if not fits:
            raise wrong_code()
        return response
