"""Plans of all waiting sessions."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.etag import check_etag, set_etag
from chassis.transaction import transactional
from chassis.validation import NoFields, Strict, between
from lawbook.presentation import instant
from services.mediation.application.plan_week import approve_plan, ask_for_plan
from services.mediation.domain.plan import Plan
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.lookup import account, case_uow, looking, notice_days

plans = Blueprint("plans", __name__, description="Planning all waiting sessions at once")
NEWEST = 20


class PlanBody(Strict):
    """How many days to plan."""

    days = fields.Integer(load_default=14, validate=between(1, 30))


@plans.route("/api/v1/session-plans")
class Plans(MethodView):
    """All plans."""

    @permitted("session.plan")
    def get(self) -> dict[str, Any]:
        """The newest first."""
        with looking() as uow:
            found = uow.plans.all()[::-1][:NEWEST]
        return {"items": [_row(each) for each in found]}

    @transactional
    @permitted("session.plan")
    @plans.arguments(PlanBody)
    @plans.response(202)
    def post(self, asked: dict[str, Any]) -> Response:
        """Ask for a plan; it is computed in the background."""
        plan = ask_for_plan(asked["days"], account(), case_uow())
        return make_response(jsonify(_row(plan)), 202)


@plans.route("/api/v1/session-plans/<plan_id>")
class One(MethodView):
    """One plan."""

    @permitted("session.plan")
    def get(self, plan_id: str) -> Response:
        """What would be held where, and who has no place and why."""
        with looking() as uow:
            return _shown(uow.plans.get(plan_id), uow)


@plans.route("/api/v1/session-plans/<plan_id>/approval")
class Approval(MethodView):
    """Taking a plan over."""

    @transactional
    @permitted("session.plan")
    @plans.arguments(NoFields)
    def post(self, _asked: dict[str, Any], plan_id: str) -> Response:
        """Book it; everybody is invited. What was taken meanwhile is named."""
        uow = case_uow()
        plan = uow.plans.take(plan_id)
        check_etag(plan.version)
        approve_plan(plan, account(), notice_days(), uow)
        return _shown(plan, uow)


def _row(plan: Plan) -> dict[str, Any]:
    return {
        "plan_id": plan.id,
        "status": plan.status,
        "since": plan.since.isoformat(),
        "days": plan.days,
        "asked_by": plan.asked_by,
        "asked_at": instant(plan.asked_at),
        "placed": len(plan.planned),
        "left_out_count": len(plan.left_out),
        "gap_percent": plan.gap_percent,
    }


def _shown(plan: Plan, uow: MediationUnitOfWork) -> Response:
    rooms = {room.id: room.name for room in uow.rooms.all()}
    body = _row(plan) | {
        "planned": [
            {
                "case_id": each.case_id,
                "receipt_no": each.receipt_no,
                "room_name": rooms[each.room_id],
                "starts_at": instant(each.starts_at),
                "ends_at": instant(each.ends_at),
            }
            for each in plan.planned
        ],
        "left_out": [
            {
                "case_id": each.case_id,
                "receipt_no": each.receipt_no,
                "reasons": list(each.reasons),
            }
            for each in plan.left_out
        ],
        "approved_by": plan.approved_by,
        "refused": list(plan.refused),
        "failure": plan.failure,
    }
    response = make_response(jsonify(body))
    set_etag(response, plan.version)
    return response
