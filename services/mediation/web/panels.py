"""The panel beside a mediator."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.errors import NotFound
from chassis.transaction import service, transactional
from chassis.validation import Choice, Strict, length
from services.mediation.application.form_panel import (
    AnswerSeat,
    FormPanel,
    NameMember,
    answer_seat,
    choices,
    form_panel,
    name_member,
    panel_candidates,
    pick_member,
    release_member,
)
from services.mediation.domain.panel import ABILITIES, SEATS, SIZES
from services.mediation.domain.parties import SIDES
from services.mediation.web.appointments import candidate_view
from services.mediation.web.cases import shown
from services.mediation.web.lookup import account, case_uow, checked, looking, side, to_change
from services.mediation.web.schemas import Proposal, ProposalAnswer

panels = Blueprint("panels", __name__, description="The panel beside a mediator")


class PanelBody(Strict):
    """How many sit with the chief, and whether each side picks one of them, until when."""

    size = fields.Integer(required=True, validate=Choice(SIZES))
    by_parties = fields.Boolean(load_default=False)
    pick_until = fields.Date(load_default=None, allow_none=True)


class SeatBody(Proposal):
    """Whom the centre names, for which seat; ``for_side``: for a side that has picked nobody."""

    role = fields.String(required=True, validate=Choice(SEATS))
    for_side = fields.String(load_default="", validate=Choice(("", *SIDES)))


class ReleaseBody(Strict):
    """Who has to leave."""

    expert_id = fields.String(required=True, validate=length(1, 26))


@panels.route("/api/v1/mediation-cases/<case_id>/panel")
class Forming(MethodView):
    """Its size, and who picks."""

    @transactional
    @permitted("panel.form")
    @panels.arguments(PanelBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Form a panel of three or five, or of one with an interpreter beside."""
        uow = case_uow()
        case = to_change(case_id, uow)
        form_panel(case, FormPanel(**asked), uow)
        return shown(case, uow)


@panels.route("/api/v1/mediation-cases/<case_id>/panel/candidates")
class PanelCandidates(MethodView):
    """The pool, seen from a panel."""

    @permitted("panel.form")
    def get(self, case_id: str) -> dict[str, Any]:
        """Everybody who could take a seat, for which, and what stands against them."""
        with looking() as uow:
            case = checked(uow.cases.get(case_id))
            found = panel_candidates(case, uow)
        catalogue = Catalogue(service().catalogue)
        return {
            "items": [
                candidate_view(each, catalogue) | {"seats": _seats_for(each.expert.profile.roles)}
                for each in found
            ]
        }


@panels.route("/api/v1/mediation-cases/<case_id>/panel/choices")
class Choices(MethodView):
    """What the caller's side may pick from."""

    @permitted("panel.pick")
    def get(self, case_id: str) -> dict[str, Any]:
        """Who has no known tie to either side; nothing when there is nothing to pick."""
        with looking() as uow:
            case = checked(uow.cases.get(case_id))
            found = choices(case, side(), uow)
        return {
            "items": [
                {
                    "expert_id": each.expert.id,
                    "name": each.expert.name,
                    "fields": list(each.expert.fields),
                    "knows_the_field": each.knows_the_field,
                }
                for each in found
            ],
            "pick_until": case.panel.pick_until.isoformat() if case.panel else None,
        }


@panels.route("/api/v1/mediation-cases/<case_id>/panel/picks")
class Picks(MethodView):
    """The pick of a side."""

    @transactional
    @permitted("panel.pick")
    @panels.arguments(Proposal)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Pick one member, once; who is not among the choices is not found."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        pick_member(case, side(), asked["expert_id"], uow)
        return shown(case, uow)


@panels.route("/api/v1/mediation-cases/<case_id>/panel/seats")
class Naming(MethodView):
    """What the centre names."""

    @transactional
    @permitted("panel.form")
    @panels.arguments(SeatBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Name a member, an interpreter or an alternate; 409 ``conflict_of_interest`` with the grounds."""
        uow = case_uow()
        case = to_change(case_id, uow)
        name_member(case, NameMember(**asked), uow)
        return shown(case, uow)


@panels.route("/api/v1/mediation-cases/<case_id>/panel/answers")
class Answering(MethodView):
    """The answer of who was asked."""

    @transactional
    @permitted("panel.answer")
    @panels.arguments(ProposalAnswer)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Take the seat with a declaration, or leave it."""
        uow = case_uow()
        case = uow.cases.take(case_id)
        if case.seat_at(account()) is None:
            raise NotFound()
        answer_seat(case, account(), AnswerSeat(**asked), uow)
        return shown(case, uow)


@panels.route("/api/v1/mediation-cases/<case_id>/panel/releases")
class Releasing(MethodView):
    """Who has to leave."""

    @transactional
    @permitted("panel.form")
    @panels.arguments(ReleaseBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Take somebody off the panel; the first alternate is asked."""
        uow = case_uow()
        case = to_change(case_id, uow)
        release_member(case, asked["expert_id"], uow)
        return shown(case, uow)


def _seats_for(roles: tuple[str, ...]) -> list[str]:
    return [seat for seat, able in ABILITIES.items() if able & set(roles)]
