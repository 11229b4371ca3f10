"""Appraisals during a mediation."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import transactional
from chassis.validation import Strict, length
from services.mediation.domain.appraisal import Commission, commission, conclude
from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.cases import shown
from services.mediation.web.lookup import account, awaits_declaration, case_uow, to_change

appraisals = Blueprint("appraisals", __name__, description="Appraisals during a mediation")


class CommissionBody(Strict):
    """What is appraised by whom; ``document``: number and date of the letter of commission."""

    subject = fields.String(required=True, validate=length(2, 500))
    body = fields.String(required=True, validate=length(2, 200))
    document = fields.String(required=True, validate=length(2, 200))
    agreed_by_both = fields.Boolean(required=True)


class ConclusionBody(Strict):
    """What came of it."""

    conclusion = fields.String(required=True, validate=length(2, 2000))


@appraisals.route("/api/v1/mediation-cases/<case_id>/appraisals")
class Appraisals(MethodView):
    """Having something appraised."""

    @transactional
    @permitted("appraisal.note")
    @appraisals.arguments(CommissionBody)
    @appraisals.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Both sides commissioned an appraisal: its days are not part of the term."""
        uow = case_uow()
        case = _of_caller(case_id, uow)
        commission(case, Commission(**asked), account(), uow.clock.now())
        uow.cases.save(case)
        return shown(case, uow, 201)


@appraisals.route("/api/v1/mediation-cases/<case_id>/appraisal-conclusions")
class Conclusions(MethodView):
    """The end of an appraisal."""

    @transactional
    @permitted("appraisal.note")
    @appraisals.arguments(ConclusionBody)
    @appraisals.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Its result is there, and the term goes on."""
        uow = case_uow()
        case = _of_caller(case_id, uow)
        conclude(case, asked["conclusion"], uow.clock.now())
        uow.cases.save(case)
        return shown(case, uow, 201)


def _of_caller(case_id: str, uow: MediationUnitOfWork) -> Case:
    """Raises: NotFound, also for an expert who was asked to mediate and has not declared anything."""
    case = to_change(case_id, uow)
    if awaits_declaration(case):
        raise NotFound()
    return case
