"""Applications for the expert pool: taken in, asked about, decided."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import FieldError, InvalidInput
from chassis.etag import check_etag, set_etag
from chassis.transaction import service, transactional
from lawbook.presentation import instant
from services.mediation.application.pool import (
    ApplyForPool,
    DecideApplication,
    answer_question,
    application_of,
    apply_for_pool,
    ask_applicant,
    decide_application,
)
from services.mediation.domain.application import ASKED, Application
from services.mediation.storage.tables import applications
from services.mediation.web import pool_schemas as schemas
from services.mediation.web.lookup import account, case_uow, looking
from services.mediation.web.pool import profile_view

pool_applications = Blueprint("pool_applications", __name__, description="Applying for the pool")


@pool_applications.route("/api/v1/pool-applications")
class Applications(MethodView):
    """Applications for the pool."""

    @permitted("pool.review")
    @pool_applications.arguments(schemas.ApplicationQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Those that wait, or those that were decided."""
        with looking() as uow:
            found = uow.applications.all(applications.c.status == asked["status"])
        return {"items": [_application(each) for each in found]}

    @transactional
    @permitted("pool.apply")
    @pool_applications.arguments(schemas.ApplicationBody)
    @pool_applications.response(201)
    def post(self, command: ApplyForPool) -> Response:
        """Apply; a supervisor decides."""
        made = apply_for_pool(command, case_uow())
        return make_response(jsonify({"application_id": made.id, "status": made.status}), 201)


@pool_applications.route("/api/v1/pool-applications/<application_id>")
class OneApplication(MethodView):
    """One application."""

    @permitted("pool.review")
    def get(self, application_id: str) -> Response:
        """Read it."""
        with looking() as uow:
            return _versioned(uow.applications.get(application_id))


@pool_applications.route("/api/v1/pool-applications/<application_id>/decision")
class Decision(MethodView):
    """Admission or refusal."""

    @transactional
    @permitted("pool.decide")
    @pool_applications.arguments(schemas.DecisionBody)
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


@pool_applications.route("/api/v1/pool-applications/<application_id>/questions")
class Asking(MethodView):
    """What is still needed."""

    @transactional
    @permitted("pool.review")
    @pool_applications.arguments(schemas.QuestionBody)
    def post(self, asked: dict[str, Any], application_id: str) -> Response:
        """Ask the applicant for more; they get a link by mail."""
        uow = case_uow()
        found = uow.applications.take(application_id)
        check_etag(found.version)
        ask_applicant(found, asked["text"].strip(), uow)
        return _versioned(found)


@pool_applications.route("/api/v1/pool-supplies/<supply>")
class Supply(MethodView):
    """What an applicant adds; the link proves who it is."""

    @permitted("pool.supply")
    def get(self, supply: str) -> dict[str, Any]:
        """What was asked; names nobody."""
        with looking() as uow:
            return _asked(application_of(supply, uow, service().keyring))

    @transactional
    @permitted("pool.supply")
    @pool_applications.arguments(schemas.QuestionBody)
    def post(self, said: dict[str, Any], supply: str) -> dict[str, Any]:
        """Answer it."""
        uow = case_uow()
        found = application_of(supply, uow, service().keyring)
        answer_question(found, said["text"].strip(), uow)
        return _asked(found)


def _asked(found: Application) -> dict[str, Any]:
    is_open = found.status == ASKED
    return {"is_open": is_open, "question": found.questions[-1].text if is_open else ""}


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
        "profile": profile_view(profile),
        "statement": found.statement,
        "may_be_listed": found.may_be_listed,
        "received_at": instant(found.received_at),
        "reason": found.reason,
        "questions": [
            {
                "text": each.text,
                "asked_at": instant(each.asked_at),
                "answer": each.answer,
                "answered_at": instant(each.answered_at) if each.answered_at else None,
            }
            for each in found.questions
        ],
    }


def _versioned(found: Application) -> Response:
    response = make_response(jsonify(_application(found)))
    set_etag(response, found.version)
    return response
