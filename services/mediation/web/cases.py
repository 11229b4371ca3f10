"""Cases: reading, consent, invitation, end."""

from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, make_response
from flask.views import MethodView

from chassis.access import permitted, principal, reach
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import NotFound, WrongState
from chassis.etag import set_etag
from chassis.pagination import listing, page
from chassis.problems import language
from chassis.transaction import reading_connection, service, transactional
from contracts.permissions import Reach
from services.mediation.application.end_case import end_case
from services.mediation.application.give_consent import give_consent
from services.mediation.application.invitations import invitation_link, open_invitation
from services.mediation.domain.case import Case
from services.mediation.domain.parties import RESPONDENT
from services.mediation.storage.tables import cases as table
from services.mediation.storage.tables import panel_members
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web import schemas
from services.mediation.web.absence_views import absence_views
from services.mediation.web.lookup import (
    account,
    awaits_declaration,
    case_uow,
    checked,
    is_staff,
    loaded,
    looking,
    readable,
    side,
    sits_beside,
    to_change,
)
from services.mediation.web.panel_views import ids_of, own_seat, panel_view
from services.mediation.web.ties import checks_view
from services.mediation.web.views import (
    before_declaration,
    case_view,
    row_view,
    staff_part,
)

cases = Blueprint("cases", __name__, description="Mediation cases")


@cases.route("/api/v1/mediation-cases")
class Cases(MethodView):
    """All cases that the caller may see."""

    @permitted("case.list")
    @cases.arguments(schemas.CaseQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> Any:
        """List cases, oldest first."""
        query = sa.select(table.c.document, table.c.version, table.c.id)
        for name in ("receipt_no", "status"):
            if asked[name]:
                query = query.where(table.c[name] == asked[name])
        if Reach.OWN in reach():
            query = query.where(table.c.receipt_no == principal().matter)
        elif Reach.ANY not in reach():
            beside = sa.select(panel_members.c.case_id).where(panel_members.c.account == account())
            query = query.where(
                sa.or_(table.c.mediator_account == account(), table.c.id.in_(beside))
            )
        with reading_connection() as connection:
            rows, cursor = page(connection, query, [table.c.id], asked)
        now = service().clock.now()
        return listing(rows, cursor, lambda row: row_view(loaded(row), language(), now))


@cases.route("/api/v1/mediation-cases/<case_id>")
class One(MethodView):
    """One case."""

    @permitted("case.read")
    def get(self, case_id: str) -> Response:
        """Read it, as much of it as the caller may see."""
        with looking() as uow:
            return shown(readable(uow.cases.get(case_id)), uow)


@cases.route("/api/v1/mediation-cases/<case_id>/consents")
class Consents(MethodView):
    """Yes or no from one side."""

    @transactional
    @permitted("case.consent")
    @cases.arguments(schemas.Consent)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Agree to mediation, or not."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        give_consent(case, side(), agrees=asked["agrees"], uow=uow)
        return shown(case, uow)


@cases.route("/api/v1/mediation-cases/<case_id>/invitation")
class InvitationPaper(MethodView):
    """The link for those who have no mail address."""

    @permitted("invitation.print")
    def get(self, case_id: str) -> dict[str, Any]:
        """What to print on the paper invitation."""
        with looking() as uow:
            case = checked(uow.cases.get(case_id))
        if case.parties is None:
            raise NotFound()
        link = invitation_link(service().settings.public_url, case.id, service().keyring)
        return {"link": link, "by_email": bool(case.parties.side(RESPONDENT).email)}


@cases.route("/api/v1/invitations/open")
class OpenInvitation(MethodView):
    """The respondent's way in."""

    @permitted("invitation.open")
    @cases.arguments(schemas.Invitation)
    def post(self, asked: dict[str, Any]) -> dict[str, str]:
        """Which case does this link belong to? Changes nothing."""
        with looking() as uow:
            return vars(open_invitation(asked["token"], uow, service().keyring))


@cases.route("/api/v1/mediation-cases/<case_id>/end")
class End(MethodView):
    """The end without an agreement."""

    @transactional
    @permitted("case.end")
    @cases.arguments(schemas.End)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """End a case on a ground of the law."""
        uow = case_uow()
        case = to_change(case_id, uow)
        if awaits_declaration(case):
            raise WrongState(case.status, ("answer",))
        end_case(case, asked["ground"], asked["explanation"], uow)
        return shown(case, uow)


def shown(case: Case, uow: MediationUnitOfWork, status: int = 200) -> Response:
    """A case as its caller may see it, with its version."""
    rooms = {room.id: room.name for room in uow.rooms.all()}
    sessions = [(each, rooms[each.room_id]) for each in uow.sessions.of_case(case.id)]
    mediator = uow.experts.get(case.expert_id) if case.expert_id else None
    body = case_view(case, sessions, mediator, language(), service().clock.now())
    names = {each.id: each.name for each in uow.experts.of_ids(ids_of(case.panel))}
    body["panel"] = panel_view(
        case.panel, names, local_date(service().clock.now()), for_staff=is_staff()
    )
    now = service().clock.now()
    reader = "" if is_staff() else side()
    body["absences"] = absence_views(case.absences, now, local_date(now), reader=reader)
    if awaits_declaration(case):
        body = before_declaration(body)
    elif is_staff():
        body |= staff_part(case, language())
    if is_staff():
        body["own_seat"] = own_seat(case.seat_at(account()))
        if Reach.ANY in reach():
            body["checks"] = checks_view(case, uow)
    if sits_beside(case):
        body["possible_now"] = []
    response = make_response(jsonify(body), status)
    set_etag(response, case.version)
    return response
