"""Proceedings beside mediation: choosing one, its steps, and what the parties see of it."""

from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.errors import Conflict, NotFound
from chassis.etag import check_etag, set_etag
from chassis.transaction import service, transactional
from chassis.validation import Strict, between, length
from contracts.permissions import Reach
from services.mediation.application.invitations import served_link
from services.mediation.application.run_proceeding import (
    Matter,
    OpenProceeding,
    act_in_proceeding,
    hindrance,
    matter_of,
    open_proceeding,
)
from services.mediation.domain.proceedings.kind import kinds
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.storage.tables import proceedings as table
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.evidence import content
from services.mediation.web.lookup import account, case_uow, looking, side
from services.mediation.web.matter_lookup import matter_named, may_follow
from services.mediation.web.proceeding_fields import MOST_FEN, files, said_of, ticks
from services.mediation.web.proceeding_views import (
    kind_view,
    proceeding_view,
    public_view,
    row_view,
)

proceedings = Blueprint("proceedings", __name__, description="Proceedings beside mediation")


class Opening(Strict):
    """Which kind, what is asked, and which bars were looked at and do not stand."""

    kind = fields.String(required=True, validate=length(1, 40))
    question = fields.String(required=True, validate=length(2, 2000))
    ticked = ticks()


class StepBody(Strict):
    """An act with what it needs."""

    act = fields.String(required=True, validate=length(1, 40))
    note = fields.String(load_default="", validate=length(0, 5000))
    day = fields.Date(load_default=None, allow_none=True)
    ground = fields.String(load_default="", validate=length(0, 30))
    amount_fen = fields.Integer(load_default=0, validate=between(0, MOST_FEN))
    document = fields.String(load_default="", validate=length(0, 200))
    person = fields.String(load_default="", validate=length(0, 100))
    ticked = ticks()
    seat = fields.String(load_default="", validate=length(0, 30))
    size = fields.Integer(load_default=0, validate=between(0, 5))
    expert_id = fields.String(load_default="", validate=length(0, 26))
    files = files()


@proceedings.route("/api/v1/proceedings")
class All(MethodView):
    """Those that run; for a party, those of the own matter."""

    @permitted("proceeding.read")
    def get(self) -> dict[str, Any]:
        """Oldest first; a party sees what is over, too."""
        with looking() as uow:
            if not _is_party():
                running = uow.proceedings.all(table.c.is_over.is_(False))
                return {"items": [row_view(each) for each in running]}
            found = uow.proceedings.of_matter(principal().matter)
            own = [each for each in found if may_follow(each)]
            return {"items": [public_view(each, side(), uow) for each in own]}


@proceedings.route("/api/v1/mediation-cases/<case_id>/proceedings")
class OfCase(MethodView):
    """What can be opened after a mediation, and what was."""

    @permitted("proceeding.choose")
    def get(self, case_id: str) -> dict[str, Any]:
        """Every kind with an explanation and what stands in its way."""
        with looking() as uow:
            return _choice(matter_of(uow.cases.get(case_id)), uow)

    @transactional
    @permitted("proceeding.act")
    @proceedings.arguments(Opening)
    @proceedings.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Open one."""
        uow = case_uow()
        matter = matter_of(uow.cases.take(case_id))
        return _shown(open_proceeding(matter, _opening(asked), uow), uow, 201)


@proceedings.route("/api/v1/matters/<receipt_no>/proceedings")
class OfMatter(MethodView):
    """What can be opened for an accepted matter, mediated before or not, and what was."""

    @permitted("proceeding.choose")
    def get(self, receipt_no: str) -> dict[str, Any]:
        """Every kind with an explanation and what stands in its way."""
        with looking() as uow:
            return _choice(matter_named(receipt_no, uow), uow)

    @transactional
    @permitted("proceeding.act")
    @proceedings.arguments(Opening)
    @proceedings.response(201)
    def post(self, asked: dict[str, Any], receipt_no: str) -> Response:
        """Open one."""
        uow = case_uow()
        matter = matter_named(receipt_no, uow)
        return _shown(open_proceeding(matter, _opening(asked), uow), uow, 201)


@proceedings.route("/api/v1/proceedings/<proceeding_id>")
class One(MethodView):
    """One proceeding."""

    @permitted("proceeding.read")
    def get(self, proceeding_id: str) -> Response:
        """State, record, clocks and what can be done; a party sees the steps and the clocks."""
        with looking() as uow:
            found = uow.proceedings.get(proceeding_id)
            if not _is_party():
                return _shown(found, uow)
            if not may_follow(found):
                raise NotFound()
            return make_response(jsonify(public_view(found, side(), uow)))


@proceedings.route("/api/v1/proceedings/<proceeding_id>/link")
class Link(MethodView):
    """The link for a respondent who has no mail address."""

    @permitted("invitation.print")
    def get(self, proceeding_id: str) -> dict[str, Any]:
        """What to print beside the papers that are served."""
        with looking() as uow:
            found = uow.proceedings.get(proceeding_id)
        if not found.is_served:
            raise Conflict("proceeding_not_served")
        return {"link": served_link(service().settings.public_url, found.id, service().keyring)}


@proceedings.route("/api/v1/proceedings/<proceeding_id>/files/<evidence_id>")
class File(MethodView):
    """One file of the request, of a step or of an order."""

    @permitted("proceeding.read")
    def get(self, proceeding_id: str, evidence_id: str) -> Response:
        """Its bytes, as a download; a party gets its own and those that were shared with it."""
        with looking() as uow:
            found = uow.proceedings.get(proceeding_id)
        if _is_party() and not may_follow(found):
            raise NotFound()
        shown = found.files_of(side()) if _is_party() else found.all_files
        for file in shown:
            if file.evidence_id == evidence_id:
                return content(found.receipt_no, file)
        raise NotFound()


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
        act_in_proceeding(found, act, said_of(asked, found, act, uow), account(), uow)
        return _shown(found, uow)


def _is_party() -> bool:
    return Reach.OWN in reach() and Reach.ANY not in reach()


def _choice(matter: Matter, uow: MediationUnitOfWork) -> dict[str, Any]:
    found = uow.proceedings.of_matter(matter.receipt_no)
    return {
        "receipt_no": matter.receipt_no,
        "case_id": matter.case.id if matter.case else "",
        "offered": [kind_view(each, hindrance(each, matter, found)) for each in kinds().values()],
        "items": [row_view(each) for each in found],
    }


def _opening(asked: dict[str, Any]) -> OpenProceeding:
    return OpenProceeding(**asked | {"ticked": tuple(asked["ticked"])})


def _shown(found: Proceeding, uow: MediationUnitOfWork, status: int = 200) -> Response:
    response = make_response(jsonify(proceeding_view(found, uow)), status)
    set_etag(response, found.version)
    return response
