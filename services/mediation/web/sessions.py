"""Sessions: finding a time, taking it, recording what came of it."""

from datetime import timedelta
from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound, WrongState
from chassis.transaction import service, transactional
from lawbook.presentation import instant
from services.mediation.application.schedule_session import (
    SlotSearch,
    Wish,
    find_slots,
    schedule_session,
    search_for,
    slot_view,
)
from services.mediation.application.settle import RecordOutcome, record_outcome
from services.mediation.domain.case import Case
from services.mediation.domain.slots import Rule
from services.mediation.domain.wish import nearest, objections, passed_over
from services.mediation.web import schemas
from services.mediation.web.cases import shown
from services.mediation.web.lookup import (
    account,
    awaits_declaration,
    case_uow,
    checked,
    looking,
    notice_days,
    readable,
    to_change,
)
from services.mediation.web.views import session_view

sessions = Blueprint("sessions", __name__, description="Sessions")


@sessions.route("/api/v1/mediation-cases/<case_id>/free-slots")
class FreeSlots(MethodView):
    """When mediator and a room are free."""

    @permitted("session.schedule")
    @sessions.arguments(schemas.SlotQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any], case_id: str) -> dict[str, Any]:
        """The next free slots."""
        with looking() as uow:
            case = _declared(checked(uow.cases.get(case_id)))
            search = SlotSearch(
                notice_days=notice_days(),
                length=timedelta(minutes=asked["minutes"]),
                since=asked["since"],
                days=asked["days"],
                seats=asked["seats"],
                equipment=frozenset(asked["equipment"]),
            )
            found = find_slots(case, search, uow)
        return {
            "items": [slot_view(slot) for slot in found.slots],
            "blocked_by": found.blocked_by,
            "latest_on": found.latest_on.isoformat() if found.latest_on else None,
        }


@sessions.route("/api/v1/mediation-cases/<case_id>/slot-check")
class SlotCheck(MethodView):
    """A time that somebody wants."""

    @permitted("session.schedule")
    @sessions.arguments(schemas.SlotCheck, location="query", unknown=None)
    def get(self, asked: dict[str, Any], case_id: str) -> dict[str, Any]:
        """What stands against it, what else of that day was refused and why, and the nearest slots."""
        wanted = asked["at"]
        with looking() as uow:
            case = _declared(checked(uow.cases.get(case_id)))
            around = SlotSearch(
                notice_days=notice_days(), length=timedelta(minutes=asked["minutes"])
            )
            found = search_for(case, around, uow)
        return {
            "at": instant(wanted),
            "objections": _told(objections(found, wanted)),
            "passed_over": [
                {"starts_at": instant(each.starts_at), "objections": _told(each.objections)}
                for each in passed_over(found, wanted)
            ],
            "items": [slot_view(slot) for slot in nearest(found, wanted)],
        }


def _declared(case: Case) -> Case:
    """When the parties are away is no business of an expert who has not declared yet. Raises: WrongState."""
    if awaits_declaration(case):
        raise WrongState(case.status, ("answer",))
    return case


def _told(rules: list[Rule]) -> list[dict[str, str]]:
    return [{"code": rule.code, "who": rule.who} for rule in rules]


@sessions.route("/api/v1/mediation-cases/<case_id>/sessions")
class Schedule(MethodView):
    """Booking a session."""

    @transactional
    @permitted("session.schedule")
    @sessions.arguments(schemas.SessionWish)
    def post(self, asked: dict[str, Any], case_id: str) -> Response:
        """Take a slot; 409 with alternatives when somebody was faster."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        wish = Wish(
            room_id=asked["room_id"],
            starts_at=asked["starts_at"],
            length=timedelta(minutes=asked["minutes"]),
            notice_days=notice_days(),
        )
        schedule_session(case, wish, uow)
        return shown(case, uow, 201)


@sessions.route("/api/v1/sessions")
class Sessions(MethodView):
    """The caller's own sessions."""

    @permitted("session.list")
    @sessions.arguments(schemas.SessionQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A mediator's sessions, the next one first."""
        since = asked["since"] or service().clock.now()
        with looking() as uow:
            expert = uow.experts.by_account(account())
            found = uow.sessions.of_expert(expert.id, since) if expert else []
            rooms = {room.id: room.name for room in uow.rooms.all()}
        return {"items": [session_view(each, rooms[each.room_id]) for each in found]}


@sessions.route("/api/v1/sessions/<session_id>")
class One(MethodView):
    """One session."""

    @permitted("session.list")
    def get(self, session_id: str) -> dict[str, Any]:
        """Where and when."""
        with looking() as uow:
            session = uow.sessions.get(session_id)
            case = uow.cases.get(session.case_id)
            if awaits_declaration(readable(case)):
                raise NotFound()
            return session_view(session, uow.rooms.get(session.room_id).name)


@sessions.route("/api/v1/sessions/<session_id>/outcome")
class Outcome(MethodView):
    """What came of a session."""

    @transactional
    @permitted("session.record")
    @sessions.arguments(schemas.Outcome)
    def post(self, asked: dict[str, Any], session_id: str) -> Response:
        """Record minutes and outcome; an agreement goes out for signing."""
        uow = case_uow()
        command = RecordOutcome(
            session_id=session_id,
            outcome=asked["outcome"],
            minutes=asked["minutes_text"],
            terms=asked["agreement"],
            held_earlier=asked["held_earlier"],
        )
        return shown(record_outcome(command, account(), uow), uow)
