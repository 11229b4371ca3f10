"""Signing an agreement with a code."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
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
from services.mediation.domain.performance import Noted
from services.mediation.storage.unit_of_work import opened
from services.mediation.web import schemas
from services.mediation.web.absence_views import reason_files
from services.mediation.web.cases import shown
from services.mediation.web.evidence import content, taken_in
from services.mediation.web.lookup import (
    account,
    awaits_declaration,
    case_uow,
    checked,
    is_staff,
    looking,
    side,
    to_change,
)

agreements = Blueprint("agreements", __name__, description="Signing agreements")


@agreements.route("/api/v1/mediation-cases/<case_id>/agreement/performance")
class Performance(MethodView):
    """Whether the agreement is performed."""

    @transactional
    @permitted("agreement.follow")
    @agreements.arguments(schemas.Performance)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Note a step as performed, or as not performed in time, with what shows it."""
        uow = case_uow()
        case = to_change(case_id, uow)
        proof = taken_in(case.receipt_no, asked.pop("files"))
        note_performance(case, Noted(**asked, proof=proof), uow)
        return shown(case, uow)


@agreements.route("/api/v1/mediation-cases/<case_id>/files/<evidence_id>")
class ProofFile(MethodView):
    """A file that shows whether a step was performed, or why a side did not come."""

    @permitted("case.read")
    def get(self, case_id: str, evidence_id: str) -> Response:
        """Its bytes, as a download; a reason is for the staff and the side that gave it."""
        with looking() as uow:
            case = checked(uow.cases.get(case_id))
        steps = case.agreement.instalments if case.agreement else []
        own = reason_files(case.absences, reader="" if is_staff() else side())
        for file in (*(file for each in steps for file in each.proof), *own):
            if file.evidence_id == evidence_id and not awaits_declaration(case):
                return content(case.receipt_no, file)
        raise NotFound()


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
