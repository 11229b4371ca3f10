"""The expert pool: the public list, applications, members."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, WrongState
from chassis.etag import check_etag, set_etag
from chassis.transaction import service, transactional
from lawbook.presentation import instant
from services.mediation.application.keep_members import rate, renew_qualification, renew_term
from services.mediation.application.pool import (
    ApplyForPool,
    DecideApplication,
    apply_for_pool,
    closed_cases,
    decide_application,
    fairness,
    open_cases,
    suspend,
)
from services.mediation.domain.application import Application
from services.mediation.domain.expert import Expert
from services.mediation.domain.profile import Profile, Qualification
from services.mediation.domain.standing import Rating, mean
from services.mediation.storage.tables import applications
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


@pool.route("/api/v1/pool-applications")
class Applications(MethodView):
    """Applications for the pool."""

    @permitted("pool.review")
    @pool.arguments(schemas.ApplicationQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Those that wait, or those that were decided."""
        with looking() as uow:
            found = uow.applications.all(applications.c.status == asked["status"])
        return {"items": [_application(each) for each in found]}

    @transactional
    @permitted("pool.apply")
    @pool.arguments(schemas.ApplicationBody)
    @pool.response(201)
    def post(self, command: ApplyForPool) -> Response:
        """Apply; a supervisor decides."""
        made = apply_for_pool(command, case_uow())
        return make_response(jsonify({"application_id": made.id, "status": made.status}), 201)


@pool.route("/api/v1/pool-applications/<application_id>")
class OneApplication(MethodView):
    """One application."""

    @permitted("pool.review")
    def get(self, application_id: str) -> Response:
        """Read it."""
        with looking() as uow:
            return _versioned(uow.applications.get(application_id))


@pool.route("/api/v1/pool-applications/<application_id>/decision")
class Decision(MethodView):
    """Admission or refusal."""

    @transactional
    @permitted("pool.decide")
    @pool.arguments(schemas.DecisionBody)
    def post(self, command: DecideApplication, application_id: str) -> Response:
        """Admit with an account, or refuse with a reason."""
        missing = "account" if command.admits else "reason"
        uow = case_uow()
        found = uow.applications.take(application_id)
        check_etag(found.version)
        if not getattr(command, missing).strip():
            raise InvalidInput([FieldError(f"/{missing}", "required")])
        decide_application(found, command, account(), uow)
        return _versioned(found)


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
        uow = case_uow()
        expert = uow.experts.take(expert_id)
        check_etag(expert.version)
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
        uow = case_uow()
        expert = uow.experts.take(expert_id)
        check_etag(expert.version)
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
        "profile": _profile(expert.profile),
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


def _profile(profile: Profile) -> dict[str, Any]:
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


def _application(found: Application) -> dict[str, Any]:
    profile = found.profile
    return {
        "application_id": found.id,
        "name": found.name,
        "email": found.email,
        "phone": found.phone,
        "status": found.status,
        "fields": list(found.fields),
        "roles": list(profile.roles),
        "ipc": list(profile.ipc),
        "nice": list(profile.nice),
        "languages": list(profile.languages),
        "regions": list(profile.regions),
        "profile": _profile(profile),
        "statement": found.statement,
        "may_be_listed": found.may_be_listed,
        "received_at": instant(found.received_at),
        "reason": found.reason,
    }


def _versioned(found: Application) -> Response:
    response = make_response(jsonify(_application(found)))
    set_etag(response, found.version)
    return response
