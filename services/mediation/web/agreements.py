"""Signing an agreement with a code."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.transaction import service, transactional
from services.mediation.application.settle import (
    correct,
    note_performance,
    redraft,
    refuse_signature,
    sign_agreement,
    sign_on_paper,
    wrong_code,
)
from services.mediation.storage.unit_of_work import opened
from services.mediation.web import schemas
from services.mediation.web.cases import shown
from services.mediation.web.lookup import account, case_uow, checked, side, to_change

agreements = Blueprint("agreements", __name__, description="Signing agreements")


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/performance")
class Performance(MethodView):
    """Whether the agreement is performed."""

    @transactional
    @permitted("agreement.follow")
    @agreements.arguments(schemas.Performance)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Note a payment as made, or as not made in time."""
        uow = case_uow()
        case = to_change(case_id, uow)
        note_performance(case, asked["number"], asked["state"], uow)
        return shown(case, uow)


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/signatures")
class Signatures(MethodView):
    """The two signatures."""

    @permitted("agreement.sign")
    @agreements.arguments(schemas.Signature)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Sign for the caller's side; repeating it changes nothing, wrong codes are counted."""
        with opened(service()) as uow:
            uow.acting_as(principal().actor)
            case = checked(uow.cases.take(case_id))
            fits = sign_agreement(case, side(), asked["code"], uow, service().keyring)
            response = shown(case, uow)
            uow.commit()
        if not fits:
            raise wrong_code()
        return response


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/paper-signatures")
class PaperSignatures(MethodView):
    """Signatures by hand."""

    @transactional
    @permitted("agreement.sign_on_paper")
    @agreements.arguments(schemas.PaperSignature)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Note that a side signed the present text on paper."""
        uow = case_uow()
        case = to_change(case_id, uow)
        sign_on_paper(case, asked["side"], account(), uow)
        return shown(case, uow)


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/refusal")
class SignatureRefusal(MethodView):
    """Not signing."""

    @transactional
    @permitted("agreement.refuse")
    @agreements.arguments(schemas.SignatureRefused)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Say why the caller's side does not sign the present text; the mediator is told."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        refuse_signature(case, side(), asked["reason"], uow)
        return shown(case, uow)


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/text")
class Text(MethodView):
    """The text that both sides are asked to sign."""

    @transactional
    @permitted("agreement.redraft")
    @agreements.arguments(schemas.Redraft)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Put another text to both sides; earlier signatures count no more."""
        uow = case_uow()
        case = to_change(case_id, uow)
        redraft(case, asked["agreement"], account(), uow)
        return shown(case, uow)


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/corrections")
class Corrections(MethodView):
    """Correcting what was signed."""

    @transactional
    @permitted("agreement.redraft")
    @agreements.arguments(schemas.Correction)
    @agreements.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Put a corrected text to both sides; the signed one stands until both have signed it."""
        uow = case_uow()
        case = to_change(case_id, uow)
        correct(case, asked["agreement"], asked["reason"], account(), uow)
        return shown(case, uow, 201)
