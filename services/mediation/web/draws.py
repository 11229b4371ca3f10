"""Draws of mediators: announced, held, and open to everybody's check."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import Conflict, Unavailable
from chassis.service_client import ServiceClient
from chassis.transaction import service, transactional
from services.mediation.application.draw_mediator import announce_draw, hold_draw
from services.mediation.domain.draw import Draw, PublishedRoot, canonical
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
        root = newest_root(uow.clock.now())
        return view(hold_draw(case, asked["public_word"].strip(), root, uow))


@draws.route("/api/v1/draws/<draw_id>")
class Proof(MethodView):
    """The proof, for everybody."""

    @permitted("draw.check")
    def get(self, draw_id: str) -> Response:
        """The proof in its one spelling: ``huhang draw verify`` reads exactly these bytes."""
        with looking() as uow:
            draw = uow.draws.get(draw_id)
        return Response(canonical(draw.proof()), content_type="application/json")


def newest_root(now: datetime) -> PublishedRoot:
    """The newest daily root of a day that is over. Raises: Conflict without one; Unavailable."""
    intake: ServiceClient = service().clients["intake"]
    asked = {"before": local_date(now).isoformat()}
    answer = intake.ask("mediation", "/internal/daily-roots/newest", asked)
    if answer.status == HTTPStatus.NOT_FOUND:
        raise Conflict("no_root_published")
    if not answer.is_ok:
        raise Unavailable()
    said = answer.json()
    return PublishedRoot(
        day=date.fromisoformat(said["day"]),
        root=said["root"],
        published_at=datetime.fromisoformat(said["published_at"]),
    )


def view(draw: Draw) -> dict[str, Any]:
    """A draw with its proof."""
    return {"status": draw.status} | draw.proof()
