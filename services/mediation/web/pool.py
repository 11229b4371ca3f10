"""The expert pool: the public list and the members."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import WrongState
from chassis.etag import check_etag, set_etag
from chassis.transaction import service, transactional
from lawbook.presentation import instant
from services.mediation.application.keep_members import rate, renew_qualification, renew_term
from services.mediation.application.pool import closed_cases, fairness, open_cases, suspend
from services.mediation.domain.expert import Expert
from services.mediation.domain.profile import Profile, Qualification
from services.mediation.domain.standing import Rating, mean
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web import pool_schemas as schemas
from services.mediation.web.lookup import account, case_uow, checked, looking

pool = Blueprint("pool", __name__, description="The expert pool")


@pool.route("/api/v1/expert-pool")
class PublicList(MethodView):
    """Who may be chosen, as everybody may see it."""

    @permitted("pool.read")
    def get(self) -> dict[str, Any]:
        """Members who agreed to be listed: no addresses, no employers."""
        today = local_date(service().clock.now())
        with looking() as uow:
            members = [each for each in uow.experts.active() if each.is_listed]
        return {"items": [_public(each) for each in members if not each.hindrance(today)]}


@pool.route("/api/v1/experts")
class Members(MethodView):
    """All members, for the staff."""

    @permitted("pool.review")
    def get(self) -> dict[str, Any]:
        """With load, results and what stands in their way; and how fairly cases are spread."""
        today = local_date(service().clock.now())
        with looking() as uow:
            members = uow.experts.all()
            loads, results = open_cases(uow), closed_cases(uow)
        items = [
            member_view(each)
            | {
                "hindrance": each.hindrance(today),
                "open_cases": loads.get(each.account, 0),
                "agreed": results.get((each.account, "agreed"), 0),
                "ended": results.get((each.account, "ended"), 0),
            }
            for each in members
        ]
        return {"items": items, "unfairness": round(fairness([i["open_cases"] for i in items]), 3)}


@pool.route("/api/v1/experts/<expert_id>/suspension")
class Suspension(MethodView):
    """No new cases for a while."""

    @transactional
    @permitted("pool.decide")
    @pool.arguments(schemas.SuspensionBody)
    def post(self, asked: dict[str, Any], expert_id: str) -> dict[str, Any]:
        """Suspend with a reason; an empty one lifts it."""
        uow = case_uow()
        expert = uow.experts.take(expert_id)
        suspend(expert, asked["reason"].strip(), uow)
        return member_view(expert)


@pool.route("/api/v1/experts/<expert_id>")
class Member(MethodView):
    """One member, for the staff."""

    @permitted("pool.review")
    def get(self, expert_id: str) -> Response:
        """With ratings and what ends before long."""
        with looking() as uow:
            return _member(uow.experts.get(expert_id))


@pool.route("/api/v1/experts/<expert_id>/term")
class Term(MethodView):
    """How long a member is appointed."""

    @transactional
    @permitted("pool.decide")
    @pool.arguments(schemas.TermBody)
    def post(self, asked: dict[str, Any], expert_id: str) -> Response:
        """Appoint for longer, three years at most."""
        expert, uow = _to_keep(expert_id)
        renew_term(expert, asked["term_until"], uow)
        return _member(expert)


@pool.route("/api/v1/experts/<expert_id>/qualifications")
class Qualifications(MethodView):
    """Licences of a member."""

    @transactional
    @permitted("pool.decide")
    @pool.arguments(schemas.QualificationSchema)
    def post(self, held: Qualification, expert_id: str) -> Response:
        """Note one that was shown; it takes the place of the one of the same name."""
        expert, uow = _to_keep(expert_id)
        renew_qualification(expert, held, uow)
        return _member(expert)


@pool.route("/api/v1/mediation-cases/<case_id>/rating")
class CaseRating(MethodView):
    """What an officer thinks of the mediator's work in a case that is over."""

    @transactional
    @permitted("mediator.rate")
    @pool.arguments(schemas.RatingBody)
    def post(self, asked: dict[str, Any], case_id: str) -> dict[str, Any]:
        """Rate it, one to five; rating again changes it. No party sees it."""
        uow = case_uow()
        case = checked(uow.cases.get(case_id))
        if not case.expert_id:
            raise WrongState(case.status, case.possible(uow.clock.now()))
        expert = uow.experts.take(case.expert_id)
        given = Rating(
            case_id=case.id,
            receipt_no=case.receipt_no,
            score=asked["score"],
            note=asked["note"].strip(),
            by=account(),
            at=uow.clock.now(),
        )
        rate(expert, case, given, uow)
        return member_view(expert)


def _to_keep(expert_id: str) -> tuple[Expert, MediationUnitOfWork]:
    """A member whom the caller wants to change, in the version that they saw. Raises: NotFound; Stale."""
    uow = case_uow()
    expert = uow.experts.take(expert_id)
    check_etag(expert.version)
    return expert, uow


def _member(expert: Expert) -> Response:
    today = local_date(service().clock.now())
    ratings = [
        {"receipt_no": r.receipt_no, "score": r.score, "note": r.note, "at": instant(r.at)}
        for r in expert.ratings
    ]
    body = member_view(expert) | {"hindrance": expert.hindrance(today), "ratings": ratings}
    response = make_response(jsonify(body))
    set_etag(response, expert.version)
    return response


def member_view(expert: Expert) -> dict[str, Any]:
    """A member as the staff sees them."""
    return _public(expert) | {
        "account": expert.account,
        "profile": profile_view(expert.profile),
        "is_listed": expert.is_listed,
        "term_until": expert.term_until.isoformat() if expert.term_until else None,
        "suspension": expert.suspension,
        "rated": len(expert.ratings),
        "mean_score": mean(expert.ratings),
        "endings": [
            {"kind": each.kind, "name": each.name, "on": each.on.isoformat()}
            for each in expert.ends_soon(local_date(service().clock.now()))
        ],
    }


def _public(expert: Expert) -> dict[str, Any]:
    return {
        "expert_id": expert.id,
        "name": expert.name,
        "roles": list(expert.profile.roles),
        "fields": list(expert.fields),
        "ipc": list(expert.profile.ipc),
        "nice": list(expert.profile.nice),
        "languages": list(expert.profile.languages),
        "regions": list(expert.profile.regions),
        "qualifications": [each.name for each in expert.profile.qualifications],
    }


def profile_view(profile: Profile) -> dict[str, Any]:
    """What only the staff see of a profile."""
    return {
        "employer": profile.employer,
        "past_agencies": list(profile.past_agencies),
        "qualifications": [
            {
                "name": each.name,
                "number": each.number,
                "valid_until": each.valid_until.isoformat() if each.valid_until else None,
            }
            for each in profile.qualifications
        ],
    }
