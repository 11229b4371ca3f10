"""Who handles a matter, and what is known of officers for that."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import Conflict
from chassis.etag import check_etag, set_etag
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import Choice, Strict, between, length
from lawbook.right_types import right_types
from services.intake.application import assign
from services.intake.domain.assigning import consider
from services.intake.domain.officer import MOST_OPEN, Officer
from services.intake.storage.officers import awaiting_ruling, everybody, open_matters
from services.intake.storage.unit_of_work import opened
from services.intake.web.act_schemas import ReasonSchema, ReturnSchema, RulingSchema
from services.intake.web.decisions import as_read, shown
from services.intake.web.handling_views import considered_view, ruling_view
from services.intake.web.normalising import Line
from services.intake.web.submissions import visible

assigning = Blueprint("assigning", __name__, description="Who handles a matter")
ONE = "/api/v1/submissions/<receipt_no>"
MOST_NAMES = 50
"""Ties of one officer."""


class AssigneeSchema(Strict):
    """To whom; an empty account takes the matter back; nobody named: by rule."""

    assignee = Line(load_default=None, allow_none=True, validate=length(0, 80))


class OfficerSchema(Strict):
    """What assigning is to know of an officer."""

    skills = fields.List(
        fields.String(validate=Choice(tuple(each.code for each in right_types()))),
        load_default=list,
    )
    most_open = fields.Integer(load_default=MOST_OPEN, validate=between(1, 1000))
    away_until = fields.Date(load_default=None, allow_none=True)
    deputy = Line(load_default="", validate=length(0, 80))
    is_chief = fields.Boolean(load_default=False)
    keeps_away_from = fields.List(
        Line(validate=length(1, 200)), load_default=list, validate=length(0, MOST_NAMES)
    )


@assigning.route(f"{ONE}/assignment")
class Assignment(MethodView):
    """分派."""

    @permitted("submission.advice")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Every officer for this matter, the one to choose first, each with the reason."""
        submission = visible(receipt_no)
        with reading_connection() as connection:
            found = everybody(connection)
            loads = open_matters(connection)
        today = local_date(service().clock.now())
        items = consider(submission, found, loads, today)
        return {"items": [considered_view(each) for each in items]}

    @transactional
    @permitted("submission.decide")
    @assigning.arguments(AssigneeSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Give it to somebody, or to whom the rules name."""
        submission = as_read(receipt_no)
        if asked["assignee"] is not None:
            assign.assign(submission, asked["assignee"], current_uow())
        elif not assign.assign_by_rule(submission, current_uow()):
            raise Conflict("nobody_fits")
        return shown(submission)


@assigning.route(f"{ONE}/recusal")
class Recusal(MethodView):
    """回避."""

    @transactional
    @permitted("submission.decide")
    @assigning.arguments(ReasonSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Withdraw from it oneself; what one had goes to somebody else."""
        submission = as_read(receipt_no)
        assign.recuse(submission, asked["reason"], current_uow())
        return shown(submission)


@assigning.route(f"{ONE}/return")
class Return(MethodView):
    """退单."""

    @transactional
    @permitted("submission.decide")
    @assigning.arguments(ReturnSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Give back what one has; the second time the head rules. The clocks go on."""
        submission = as_read(receipt_no)
        assign.return_work(submission, **asked, uow=current_uow())
        return shown(submission)


@assigning.route(f"{ONE}/ruling")
class Ruling(MethodView):
    """裁定由谁办理."""

    @transactional
    @permitted("submission.rule")
    @assigning.arguments(RulingSchema)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Rule who handles what was given back twice."""
        submission = as_read(receipt_no)
        assign.rule_on_returns(submission, asked["assignee"], asked["reason"], current_uow())
        return shown(submission)


@assigning.route("/api/v1/rulings")
class Rulings(MethodView):
    """等待裁定的退单."""

    @permitted("submission.rule")
    def get(self) -> dict[str, Any]:
        """What was given back twice and waits for a ruling, the next to fall due first."""
        with reading_connection() as connection:
            found = awaiting_ruling(connection)
        return {"items": [ruling_view(each) for each in found]}


@assigning.route("/api/v1/officers")
class Officers(MethodView):
    """经办人员."""

    @permitted("officer.manage")
    def get(self) -> dict[str, Any]:
        """Everybody of whom something is known, with what they have in hand."""
        with reading_connection() as connection:
            found, loads = everybody(connection), open_matters(connection)
        return {"items": [_view(each, loads.get(each.account, 0)) for each in found]}


@assigning.route("/api/v1/officers/<account>")
class One(MethodView):
    """经办人员."""

    @permitted("officer.manage")
    def get(self, account: str) -> Response:
        """What is known of one; the defaults for somebody of whom nothing was said yet."""
        with opened(service()).reading() as uow:
            found = uow.officers.of_account(account)
        return _shown(found or Officer(id="", account=account))

    @transactional
    @permitted("officer.manage")
    @assigning.arguments(OfficerSchema)
    def post(self, asked: dict[str, Any], account: str) -> Response:
        """Say what assigning is to know of an officer."""
        uow = current_uow()
        known = uow.officers.of_account(account) or Officer(id=uow.ids.new(), account=account)
        check_etag(known.version)
        for name, value in asked.items():
            setattr(known, name, tuple(value) if isinstance(value, list) else value)
        uow.officers.keep(known)
        return _shown(known)


def _shown(officer: Officer) -> Response:
    response = make_response(jsonify(_view(officer)))
    set_etag(response, officer.version)
    return response


def _view(officer: Officer, in_hand: int | None = None) -> dict[str, Any]:
    return {
        "account": officer.account,
        "skills": list(officer.skills),
        "most_open": officer.most_open,
        "away_until": officer.away_until.isoformat() if officer.away_until else None,
        "deputy": officer.deputy,
        "is_chief": officer.is_chief,
        "keeps_away_from": list(officer.keeps_away_from),
        **({} if in_hand is None else {"in_hand": in_hand}),
    }
