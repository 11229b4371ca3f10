"""Challenging the mediator."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import transactional
from chassis.validation import Strict, length
from services.mediation.application.challenge_mediator import (
    DecideChallenge,
    challenge_mediator,
    decide_challenge,
)
from services.mediation.web.cases import shown
from services.mediation.web.lookup import account, case_uow, side, to_change

challenges = Blueprint("challenges", __name__, description="Challenging the mediator")


class ChallengeBody(Strict):
    """Why the mediator should withdraw."""

    ground = fields.String(required=True, validate=length(1, 30))
    reason = fields.String(required=True, validate=length(2, 2000))


class ChallengeDecision(Strict):
    """Whether the mediator withdraws."""

    upheld = fields.Boolean(required=True)
    decision = fields.String(required=True, validate=length(2, 2000))


@challenges.route("/api/v1/mediation-cases/<case_id>/challenge")
class Challenging(MethodView):
    """What a party says."""

    @transactional
    @permitted("case.consent")
    @challenges.arguments(ChallengeBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Challenge the appointed mediator; mediation waits."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        challenge_mediator(case, side(), asked["ground"], asked["reason"], uow)
        return shown(case, uow)


@challenges.route("/api/v1/mediation-cases/<case_id>/challenge/decision")
class Deciding(MethodView):
    """What the supervisor decides."""

    @transactional
    @permitted("challenge.decide")
    @challenges.arguments(ChallengeDecision)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Uphold or reject, with reasons."""
        uow = case_uow()
        case = to_change(case_id, uow)
        decide_challenge(case, DecideChallenge(**asked), account(), uow)
        return shown(case, uow)
