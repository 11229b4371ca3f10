"""The answer to "will you come?", from a link in a mail or from a calendar program."""

from datetime import datetime
from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import service, transactional
from chassis.validation import Choice, NoFields, Strict, between
from lawbook.presentation import instant
from services.mediation.application.attendance import (
    DOORS_OPEN,
    Invitee,
    answer_attendance,
    arrive,
    begin_session,
    invitee_of,
)
from services.mediation.domain.case import ANSWERS, Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.cases import shown
from services.mediation.web.lookup import case_uow, looking, to_change

MOST_CHANGES = 1_000_000
attendance = Blueprint("attendance", __name__, description="Who comes to a session")


class AttendanceAnswer(Strict):
    """Whether somebody comes. ``sequence``: the version of the invitation that a calendar answered."""

    answer = fields.String(required=True, validate=Choice(ANSWERS))
    sequence = fields.Integer(load_default=None, allow_none=True, validate=between(0, MOST_CHANGES))


@attendance.route("/api/v1/attendance/<token>")
class Attendance(MethodView):
    """One person and one session; whoever holds the link is that person."""

    @permitted("attendance.answer")
    def get(self, token: str) -> dict[str, Any]:
        """When and where, and what was answered so far; names nobody."""
        with looking() as uow:
            invitee = invitee_of(token, uow, service().keyring)
            return _view(invitee, uow.cases.get(invitee.session.case_id), uow)

    @transactional
    @permitted("attendance.answer")
    @attendance.arguments(AttendanceAnswer)
    def post(self, asked: dict[str, Any], token: str) -> dict[str, Any]:
        """Say whether one comes; saying it again changes it until the session begins."""
        uow = case_uow()
        invitee = invitee_of(token, uow, service().keyring)
        case = answer_attendance(invitee, asked["answer"], uow, asked["sequence"])
        return _view(invitee, case, uow)


@attendance.route("/api/v1/attendance/<token>/arrival")
class Arrival(MethodView):
    """Being there."""

    @transactional
    @permitted("attendance.answer")
    @attendance.arguments(NoFields)
    def post(self, _asked: dict[str, Any], token: str) -> dict[str, Any]:
        """Say that one is there and waits to be let in; from half an hour before the session."""
        uow = case_uow()
        invitee = invitee_of(token, uow, service().keyring)
        return _view(invitee, arrive(invitee, uow), uow)


@attendance.route("/api/v1/mediation-cases/<case_id>/session/beginning")
class Beginning(MethodView):
    """The session begins."""

    @transactional
    @permitted("session.record")
    @attendance.arguments(NoFields)
    def post(self, _asked: dict[str, Any], case_id: str) -> Response:
        """Let in who waits."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        begin_session(case, uow)
        return shown(case, uow)


def _view(invitee: Invitee, case: Case, uow: MediationUnitOfWork) -> dict[str, Any]:
    session = invitee.session
    answers = case.answers_of(session.id)
    now = service().clock.now()
    is_open = answers is not None and session.starts_at > now
    is_next = session.id in case.planned[:1]
    return {
        "receipt_no": case.receipt_no,
        "who": invitee.who,
        "starts_at": instant(session.starts_at),
        "ends_at": instant(session.ends_at),
        "zone": case.zones.get(invitee.who, ""),
        "room_name": uow.rooms.get(session.room_id).name,
        "answer": answers.get(invitee.who) if answers is not None else None,
        "is_open": is_open,
        "may_arrive": is_next and session.starts_at - DOORS_OPEN <= now < session.ends_at,
        "arrived_at": _at(case.arrived.get(invitee.who)) if is_next else None,
        "begun_at": _at(case.begun_at) if is_next else None,
    }


def _at(moment: datetime | None) -> str | None:
    return instant(moment) if moment else None
