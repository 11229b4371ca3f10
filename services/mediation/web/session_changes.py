"""Holding, moving and calling off sessions; who did not come; when a side cannot come; the rooms."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from flask import Response
from flask.views import MethodView
from marshmallow import ValidationError, fields

from chassis.access import permitted, reach
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.transaction import service, transactional
from chassis.validation import Choice, NoFields, Query, Strict, between, length
from contracts.permissions import Reach
from lawbook.clocks import at_local
from lawbook.workdays import ONE_DAY
from services.mediation.application.change_session import (
    MOST_SPANS,
    NotAvailable,
    cancel_session,
    confirm_hold,
    hold_slot,
    move_session,
    not_available,
)
from services.mediation.application.schedule_session import Wish
from services.mediation.application.series import (
    Series,
    cancel_series,
    move_series,
    schedule_series,
)
from services.mediation.storage.sessions import Session
from services.mediation.web.cases import shown
from services.mediation.web.lookup import case_uow, looking, notice_days, side, to_change
from services.mediation.web.schemas import SessionWish
from services.mediation.web.views import session_view

session_changes = Blueprint("session_changes", __name__, description="Changing planned sessions")
MOST_OF_SERIES = 12
CANCEL_REASONS = ("party", "mediator", "room", "other")


class Hold(SessionWish):
    """A slot to be kept for some hours."""

    hours = fields.Integer(load_default=24, validate=between(1, 72))


WHICH = ("one", "all")
"""One planned session, or it and all that are planned after it."""


class MovedSession(SessionWish):
    """Another place for one planned session (the next one without ``session_id``), or for all."""

    session_id = fields.String(load_default="", validate=length(0, 26))
    which = fields.String(load_default="one", validate=Choice(WHICH))


class SeriesWish(SessionWish):
    """Several sessions at one time of day; ``every_days`` lie between two of them."""

    count = fields.Integer(required=True, validate=between(2, MOST_OF_SERIES))
    every_days = fields.Integer(load_default=7, validate=between(1, 28))


class Cancellation(Strict):
    """Why a session is called off: one (the next without ``session_id``), or all that are planned."""

    session_id = fields.String(load_default="", validate=length(0, 26))
    which = fields.String(load_default="one", validate=Choice(WHICH))
    reason = fields.String(required=True, validate=Choice(CANCEL_REASONS))


class Days(Strict):
    """Days on which a side cannot come, both included."""

    since = fields.Date(required=True, data_key="from")
    until = fields.Date(required=True)


def is_zone(name: str) -> None:
    """Raises: ValidationError for what is no time zone of the IANA list."""
    if name not in available_timezones():
        raise ValidationError("zone_unknown")


class NotAvailableBody(Strict):
    """What a side says about its time; it replaces what it said before."""

    away = fields.List(fields.Nested(Days), load_default=list, validate=length(0, MOST_SPANS))
    wishes = fields.List(fields.AwareDateTime(), load_default=list, validate=length(0, MOST_SPANS))
    zone = fields.String(load_default=None, allow_none=True, validate=is_zone)


class RoomsQuery(Query):
    """Which day of the rooms to show; today without one."""

    on = fields.Date(load_default=None)


@session_changes.route("/api/v1/mediation-cases/<case_id>/hold")
class Holding(MethodView):
    """Keeping a slot for a while."""

    @transactional
    @permitted("session.schedule")
    @session_changes.arguments(Hold)
    @session_changes.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Keep a slot; it blocks like a session and ends by itself."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        hold_slot(case, _wish(asked), asked["hours"], uow)
        return shown(case, uow, 201)


@session_changes.route("/api/v1/mediation-cases/<case_id>/hold/confirmation")
class Confirming(MethodView):
    """A hold becomes a session."""

    @transactional
    @permitted("session.schedule")
    @session_changes.arguments(NoFields)
    def post(self, _asked: dict[str, Any], case_id: str) -> Response:
        """Confirm; everybody is invited."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        confirm_hold(case, uow)
        return shown(case, uow)


@session_changes.route("/api/v1/mediation-cases/<case_id>/session/move")
class Moving(MethodView):
    """Another time or room."""

    @transactional
    @permitted("session.schedule")
    @session_changes.arguments(MovedSession)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Move a planned session, or all; 409 with alternatives when a place is taken."""
        uow = case_uow()
        case = to_change(case_id, uow)
        if asked["which"] == "all":
            move_series(case, _wish(asked), uow)
        else:
            move_session(case, _wish(asked), uow, asked["session_id"])
        return shown(case, uow)


@session_changes.route("/api/v1/mediation-cases/<case_id>/session-series")
class BookingSeries(MethodView):
    """Several sessions with one act."""

    @transactional
    @permitted("session.schedule")
    @session_changes.arguments(SeriesWish)
    @session_changes.response(201)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Book all of them or none; the refusal names the day that is not possible."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        series = Series(asked["count"], timedelta(days=asked["every_days"]))
        schedule_series(case, _wish(asked), series, uow)
        return shown(case, uow, 201)


@session_changes.route("/api/v1/mediation-cases/<case_id>/session/cancellation")
class Cancelling(MethodView):
    """Calling the planned session off."""

    @transactional
    @permitted("session.schedule")
    @session_changes.arguments(Cancellation)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Its place is free and everybody is told."""
        uow = case_uow()
        case = to_change(case_id, uow)
        if asked["which"] == "all":
            cancel_series(case, asked["reason"], uow)
        else:
            cancel_session(case, asked["reason"], uow, asked["session_id"])
        return shown(case, uow)


@session_changes.route("/api/v1/mediation-cases/<case_id>/availability")
class NotComing(MethodView):
    """When the caller's side cannot come."""

    @transactional
    @permitted("case.consent")
    @session_changes.arguments(NotAvailableBody)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Say it anew; slots on those days are offered to nobody, proposed times come first."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        away = [(each["since"], each["until"]) for each in asked["away"]]
        said = NotAvailable(away=away, wishes=asked["wishes"], zone=asked["zone"])
        not_available(case, side(), said, uow)
        return shown(case, uow)


@session_changes.route("/api/v1/rooms")
class Rooms(MethodView):
    """Rooms and what is held in them."""

    @permitted("session.schedule")
    @session_changes.arguments(RoomsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Every room with its sessions of one day."""
        day: date = asked["on"] or local_date(service().clock.now())
        midnight = at_local(day, datetime.min.time())
        with looking() as uow:
            rooms, found = uow.rooms.by_name(), uow.sessions.between(midnight, midnight + ONE_DAY)
            names = {expert.id: expert.name for expert in uow.experts.all()}
        items = [
            {
                "room_id": room.id,
                "name": room.name,
                "seats": room.seats,
                "equipment": list(room.equipment),
                "sessions": [
                    _occupied(each, room.name, names) for each in found if each.room_id == room.id
                ],
            }
            for room in rooms
        ]
        return {"on": day.isoformat(), "items": items}


def _occupied(session: Session, room: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A session in a room; of others' cases, a mediator sees only that the room is taken."""
    view = session_view(session, room)
    if Reach.ANY in reach():
        return view | {"mediator": names[session.expert_id]}
    hidden = dict.fromkeys(("session_id", "case_id", "receipt_no"), "")
    return view | hidden | {"mediator": ""}


def _wish(asked: dict[str, Any]) -> Wish:
    return Wish(
        room_id=asked["room_id"],
        starts_at=asked["starts_at"],
        length=timedelta(minutes=asked["minutes"]),
        notice_days=notice_days(),
    )
