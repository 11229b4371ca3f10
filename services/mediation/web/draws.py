"""Draws of mediators: announced, held, and open to everybody's check."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import transactional
from services.mediation.application.draw_mediator import announce_draw, hold_draw
from services.mediation.domain.draw import Draw, canonical
from services.mediation.web import pool_schemas as schemas
from services.mediation.web.lookup import case_uow, checked, looking, to_change

draws = Blueprint("draws", __name__, description="Draws that anybody can check")


@draws.route("/api/v1/mediation-cases/<case_id>/draws")
class Draws(MethodView):
    """The draws of one case."""

    @permitted("case.read")
    def get(self, case_id: str) -> dict[str, Any]:
        """In the order in which they were announced."""
        with looking() as uow:
            checked(uow.cases.get(case_id))
            return {"items": [view(each) for each in uow.draws.of_case(case_id)]}

    @transactional
    @permitted("mediator.propose")
    @draws.response(201)
    def post(self, case_id: str) -> Response:
        """Announce a draw: the list and the centre's commitment become public."""
        uow = case_uow()
        draw = announce_draw(to_change(case_id, uow, as_read=False), uow)
        return make_response(jsonify(view(draw)), 201)


@draws.route("/api/v1/mediation-cases/<case_id>/draws/result")
class Result(MethodView):
    """Holding the announced draw."""

    @transactional
    @permitted("mediator.propose")
    @draws.arguments(schemas.DrawResult)
    def post(self, asked: dict[str, Any], case_id: str) -> dict[str, Any]:
        """Draw with a public word; whoever is chosen is asked to mediate."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        return view(hold_draw(case, asked["public_word"].strip(), uow))


@draws.route("/api/v1/draws/<draw_id>")
class Proof(MethodView):
    """The proof, for everybody."""

    @permitted("draw.check")
    def get(self, draw_id: str) -> Response:
        """The proof in its one spelling: ``huhang draw verify`` reads exactly these bytes."""
        with looking() as uow:
            draw = uow.draws.get(draw_id)
        return Response(canonical(draw.proof()), content_type="application/json")


def view(draw: Draw) -> dict[str, Any]:
    """A draw with its proof."""
    return {"status": draw.status} | draw.proof()
