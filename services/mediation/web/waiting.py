"""The waiting list, and what an officer should look at."""

from typing import Any

from flask import Response
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import transactional
from chassis.validation import NoFields
from lawbook.presentation import instant
from services.mediation.application.schedule_session import SlotSearch, find_slots
from services.mediation.application.waiting_list import (
    kept_for,
    stop_waiting,
    wait_for_slot,
    waiting_cases,
)
from services.mediation.application.watch_sessions import StuckCase, stuck_cases
from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.cases import shown
from services.mediation.web.lookup import case_uow, looking, notice_days, to_change

waiting = Blueprint("waiting", __name__, description="Waiting for a slot, and sessions to look at")


@waiting.route("/api/v1/mediation-cases/<case_id>/waiting")
class Wait(MethodView):
    """A case that found no slot."""

    @transactional
    @permitted("session.schedule")
    @waiting.arguments(NoFields)
    def post(self, _asked: dict[str, Any], case_id: str) -> Response:
        """Wait for one; 409 ``slots_are_free`` when there is no need to."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        wait_for_slot(case, notice_days(), uow)
        return shown(case, uow)


@waiting.route("/api/v1/mediation-cases/<case_id>/waiting/end")
class StopWaiting(MethodView):
    """A case that need not wait any more."""

    @transactional
    @permitted("session.schedule")
    @waiting.arguments(NoFields)
    def post(self, _asked: dict[str, Any], case_id: str) -> Response:
        """Take it off the list."""
        uow = case_uow()
        case = to_change(case_id, uow, as_read=False)
        stop_waiting(case, uow)
        return shown(case, uow)


@waiting.route("/api/v1/session-watch")
class Watch(MethodView):
    """What an officer should look at."""

    @permitted("session.plan")
    def get(self) -> dict[str, Any]:
        """Promises that do not hold, and the waiting list in the order in which slots are offered."""
        with looking() as uow:
            rooms = {room.id: room.name for room in uow.rooms.all()}
            return {
                "stuck": [_stuck(each, rooms) for each in stuck_cases(uow)],
                "waiting": [_waits(each, rooms, uow) for each in waiting_cases(uow)],
            }


def _stuck(found: StuckCase, rooms: dict[str, str]) -> dict[str, Any]:
    return _case(found.case) | {
        "starts_at": instant(found.session.starts_at) if found.session else None,
        "ends_at": instant(found.session.ends_at) if found.session else None,
        "room_name": rooms[found.session.room_id] if found.session else "",
        "promises": [{"code": each.code, "who": each.who} for each in found.found],
    }


def _waits(case: Case, rooms: dict[str, str], uow: MediationUnitOfWork) -> dict[str, Any]:
    kept, since = kept_for(case, uow), case.waiting.since if case.waiting else case.opened_at
    blocked_by = (
        find_slots(case, SlotSearch(notice_days=notice_days()), uow).blocked_by if not kept else []
    )
    return _case(case) | {
        "since": instant(since),
        "lapsed": case.waiting.lapsed if case.waiting else 0,
        "due_on": case.mediation_due_on.isoformat() if case.mediation_due_on else None,
        "kept": {
            "starts_at": instant(kept.starts_at),
            "ends_at": instant(kept.ends_at),
            "room_name": rooms[kept.room_id],
            "held_until": instant(kept.held_until),
        }
        if kept and kept.held_until
        else None,
        "blocked_by": blocked_by,
    }


def _case(case: Case) -> dict[str, str]:
    return {"case_id": case.id, "receipt_no": case.receipt_no}
