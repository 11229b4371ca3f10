"""Choosing a mediator."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.catalogue import Catalogue
from chassis.transaction import service, transactional
from lawbook.grounds import recusal
from services.mediation.application.appoint_mediator import (
    AnswerProposal,
    Candidate,
    answer_proposal,
    list_candidates,
    propose_mediator,
)
from services.mediation.application.rank_mediators import (
    common_choice,
    rank_mediators,
    recommended,
)
from services.mediation.domain.case import Case
from services.mediation.web import schemas
from services.mediation.web.cases import shown
from services.mediation.web.lookup import case_uow, checked, looking, side, to_change
from services.mediation.web.ties import way_in_words

appointments = Blueprint("appointments", __name__, description="Choosing a mediator")


@appointments.route("/api/v1/mediation-cases/<case_id>/candidates")
class Candidates(MethodView):
    """The pool, seen from one case."""

    @permitted("mediator.propose")
    def get(self, case_id: str) -> dict[str, Any]:
        """Everybody in the pool, the fittest first, with what stands against them."""
        with looking() as uow:
            case = checked(uow.cases.get(case_id))
            found = list_candidates(case, uow)
        catalogue, best = Catalogue(service().catalogue), common_choice(case, found)
        return {
            "items": [
                candidate_view(each, catalogue)
                | {
                    "ranks": _ranks(case, each.expert.id),
                    "is_common_choice": each.expert.id == best,
                }
                for each in found
            ]
        }


@appointments.route("/api/v1/mediation-cases/<case_id>/recommended-mediators")
class Recommended(MethodView):
    """What both sides may put in the order of their wish."""

    @permitted("mediator.rank")
    def get(self, case_id: str) -> dict[str, Any]:
        """The recommended with the reason, and the caller's own order; nothing of the other side's."""
        with looking() as uow:
            case = checked(uow.cases.get(case_id))
            found = recommended(case, uow)
        own = case.rankings.get(side(), [])
        return {"items": [_recommendation(each, own) for each in found], "ranked": own}


@appointments.route("/api/v1/mediation-cases/<case_id>/mediator-rankings")
class Rankings(MethodView):
    """The order of one side."""

    @transactional
    @permitted("mediator.rank")
    @appointments.arguments(schemas.Ranking)
    @appointments.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> dict[str, Any]:
        """Put the recommended in the order of one's wish; the other side never sees it."""
        uow = case_uow()
        case = checked(uow.cases.take(case_id))
        rank_mediators(case, side(), asked["ranked"], uow)
        return {"ranked": case.rankings[side()]}


@appointments.route("/api/v1/mediation-cases/<case_id>/proposal")
class Proposal(MethodView):
    """Asking an expert."""

    @transactional
    @permitted("mediator.propose")
    @appointments.arguments(schemas.Proposal)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Ask one expert of the pool who has no conflict of interest."""
        uow = case_uow()
        case = to_change(case_id, uow)
        propose_mediator(case, asked["expert_id"], uow)
        return shown(case, uow)


@appointments.route("/api/v1/mediation-cases/<case_id>/proposal/answer")
class ProposalAnswer(MethodView):
    """The expert's answer."""

    @transactional
    @permitted("mediator.answer")
    @appointments.arguments(schemas.ProposalAnswer)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Accept with a declaration, or withdraw (回避)."""
        uow = case_uow()
        case = to_change(case_id, uow)
        answer_proposal(case, AnswerProposal(**asked), uow)
        return shown(case, uow)


def _ranks(case: Case, expert_id: str) -> dict[str, int]:
    """Side → the place that it gave somebody, from 1."""
    return {
        who: wished.index(expert_id) + 1
        for who, wished in case.rankings.items()
        if expert_id in wished
    }


def _recommendation(candidate: Candidate, own: list[str]) -> dict[str, Any]:
    expert = candidate.expert
    return {
        "expert_id": expert.id,
        "name": expert.name,
        "fields": list(expert.fields),
        "knows_the_field": candidate.knows_the_field,
        "place": own.index(expert.id) + 1 if expert.id in own else 0,
    }


def candidate_view(candidate: Candidate, catalogue: Catalogue) -> dict[str, Any]:
    """Somebody of the pool, seen from one case, with what stands against them."""
    return {
        "expert_id": candidate.expert.id,
        "name": candidate.expert.name,
        "fields": list(candidate.expert.fields),
        "knows_the_field": candidate.knows_the_field,
        "eligible": candidate.is_eligible,
        "declined": candidate.declined,
        "hindrance": candidate.hindrance,
        "open_cases": candidate.open_cases,
        "conflicts": [
            {
                "ground": each.ground,
                "side": each.side,
                "source": recusal("complaint_mediator").source,
                "text": way_in_words(each, catalogue),
            }
            for each in candidate.conflicts
        ],
    }
