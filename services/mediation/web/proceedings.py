"""Proceedings beside mediation: choosing one, and its steps."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.etag import check_etag, set_etag
from chassis.problems import language
from chassis.transaction import service, transactional
from chassis.validation import Strict, length
from lawbook.presentation import clock_view, instant
from services.mediation.application.run_proceeding import (
    OpenProceeding,
    act_in_proceeding,
    hindrance,
    open_kinds,
    open_proceeding,
)
from services.mediation.domain.proceedings.kind import Act, kinds
from services.mediation.domain.proceedings.proceeding import Proceeding, Said
from services.mediation.storage.tables import proceedings as table
from services.mediation.web.lookup import account, case_uow, looking, to_change

proceedings = Blueprint("proceedings", __name__, description="Proceedings beside mediation")


class Opening(Strict):
    """Which kind, and what is asked."""

    kind = fields.String(required=True, validate=length(1, 40))
    question = fields.String(required=True, validate=length(2, 2000))


class StepBody(Strict):
    """An act with what it needs."""

    act = fields.String(required=True, validate=length(1, 40))
    note = fields.String(load_default="", validate=length(0, 5000))
    day = fields.Date(load_default=None, allow_none=True)
    ground = fields.String(load_default="", validate=length(0, 30))


@proceedings.route("/api/v1/proceedings")
class All(MethodView):
    """Those that run."""

    @permitted("proceeding.read")
    def get(self) -> dict[str, Any]:
        """Oldest first."""
        with looking() as uow:
            found = uow.proceedings.all(table.c.is_over.is_(False))
        return {"items": [_row(each) for each in found]}


@proceedings.route("/api/v1/mediation-cases/<case_id>/proceedings")
class OfCase(MethodView):
    """What can be opened for a matter, and what was."""

    @permitted("proceeding.read")
    def get(self, case_id: str) -> dict[str, Any]:
        """Every kind with an explanation and what stands in its way."""
        with looking() as uow:
            case = uow.cases.get(case_id)
            running, found = open_kinds(case, uow), uow.proceedings.of_case(case_id)
        said = _language()
        offered = [
            {
                "kind": kind.code,
                "name": kind.name[said],
                "about": kind.about[said],
                "source": kind.source[said],
                "hindrance": hindrance(kind, case, running),
            }
            for kind in kinds().values()
        ]
        return {"offered": offered, "items": [_row(each) for each in found]}

    @transactional
    @permitted("proceeding.act")
    @proceedings.arguments(Opening)
    @proceedings.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Open one."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        return _shown(open_proceeding(case, OpenProceeding(**asked), uow), 201)


@proceedings.route("/api/v1/proceedings/<proceeding_id>")
class One(MethodView):
    """One proceeding."""

    @permitted("proceeding.read")
    def get(self, proceeding_id: str) -> Response:
        """State, record, clocks and what can be done."""
        with looking() as uow:
            return _shown(uow.proceedings.get(proceeding_id))


@proceedings.route("/api/v1/proceedings/<proceeding_id>/steps")
class Steps(MethodView):
    """The next step."""

    @transactional
    @permitted("proceeding.act")
    @proceedings.arguments(StepBody)
    def post(self, asked: dict[str, Any], proceeding_id: str) -> Response:
        """Do one of the acts that fit now."""
        uow = case_uow()
        found = uow.proceedings.take(proceeding_id)
        check_etag(found.version)
        act = asked.pop("act")
        act_in_proceeding(found, act, Said(**asked), account(), uow)
        return _shown(found)


def _row(found: Proceeding) -> dict[str, Any]:
    kind, said = found.its_kind, _language()
    clock = found.docket.next_due()
    state = kind.states[found.state]
    return {
        "proceeding_id": found.id,
        "kind": found.kind,
        "name": kind.name[said],
        "receipt_no": found.receipt_no,
        "case_id": found.case_id,
        "state": found.state,
        "state_name": state.zh if said == "zh" else state.en,
        "is_over": state.is_end,
        "opened_at": instant(found.opened_at),
        "next_clock": clock_view(clock, language(), service().clock.now()) if clock else None,
    }


def _shown(found: Proceeding, status: int = 200) -> Response:
    kind, said, now = found.its_kind, _language(), service().clock.now()
    opened_on = local_date(found.opened_at)
    body = _row(found) | {
        "question": found.question,
        "source": kind.source[said],
        "clocks": [clock_view(each, language(), now) for each in found.docket.clocks],
        "possible_now": [_act(name, kind.acts[name], opened_on) for name in found.possible()],
        "steps": [
            {
                "act": step.act,
                "name": _name(kind.acts[step.act]),
                "by": step.by,
                "at": instant(step.at),
                "note": step.note,
                "day": step.day.isoformat() if step.day else None,
                "ground": _ground(kind.acts[step.act], step.ground, opened_on),
            }
            for step in found.steps
        ],
    }
    response = make_response(jsonify(body), status)
    set_etag(response, found.version)
    return response


def _act(name: str, act: Act, opened_on: Any) -> dict[str, Any]:
    said = _language()
    return {
        "act": name,
        "name": _name(act),
        "takes": dict(act.takes),
        "grounds": [
            {"value": each.code, "text": each.zh if said == "zh" else each.en}
            for each in act.grounds(opened_on)
        ],
    }


def _name(act: Act) -> str:
    return act.zh if _language() == "zh" else act.en


def _ground(act: Act, code: str, opened_on: Any) -> str:
    found = next((each for each in act.grounds(opened_on) if each.code == code), None)
    return "" if found is None else found.zh if _language() == "zh" else found.en


def _language() -> str:
    return "zh" if language().startswith("zh") else "en"
