"""Who sits at the hotline: what each operator does now, breaks, and what the shift amounts to."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask.views import MethodView
from marshmallow import fields
from sqlalchemy.engine import Connection

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.clock import SHANGHAI, local_date
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import NoFields, Query
from lawbook.presentation import instant
from services.intake.application import take_call
from services.intake.domain.shift import (
    AFTER_CALL,
    AWAY,
    after_call_seconds,
    away_seconds,
    by_operator,
    figures,
    seat_state,
)
from services.intake.storage.breaks import away_since, breaks_between
from services.intake.storage.calls import after_call_since, open_states, times_between

seats = Blueprint("seats", __name__, description="Operators of the hotline")
_DAY = timedelta(days=1)
_SINCE = {AWAY: away_since, AFTER_CALL: after_call_since}


class FiguresQuery(Query):
    """The day that is asked for; today without it."""

    on = fields.Date(load_default=None)


@seats.route("/api/v1/seat")
class Seat(MethodView):
    """The seat of whoever asks."""

    @permitted("call.take")
    def get(self) -> dict[str, Any]:
        """What the operator does now, and the time of the server."""
        with reading_connection() as connection:
            return _seat(connection, principal().subject)


@seats.route("/api/v1/seat/break")
class Break(MethodView):
    """小休."""

    @transactional
    @permitted("call.take")
    @seats.arguments(NoFields)
    def post(self, _nothing: dict[str, Any]) -> dict[str, Any]:
        """Go away for a while; only what rings for this operator alone is shown then."""
        uow = current_uow()
        take_call.take_break(principal().subject, uow)
        return _seat(uow.connection, principal().subject)


@seats.route("/api/v1/seat/return")
class Return(MethodView):
    """小休结束."""

    @transactional
    @permitted("call.take")
    @seats.arguments(NoFields)
    def post(self, _nothing: dict[str, Any]) -> dict[str, Any]:
        """Be back. Taking a call ends a break as well."""
        uow = current_uow()
        take_call.end_break(principal().subject, uow)
        return _seat(uow.connection, principal().subject)


@seats.route("/api/v1/call-figures")
class Figures(MethodView):
    """How well the hotline answered."""

    @permitted("call.figures")
    @seats.arguments(FiguresQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The figures of one day, all together and by operator; today also what each does now."""
        today = local_date(service().clock.now())
        on: date = asked["on"] or today
        since = datetime.combine(on, time(), SHANGHAI)
        with reading_connection() as connection:
            found = times_between(connection, since, since + _DAY)
            away = away_seconds(
                breaks_between(connection, since, since + _DAY), service().clock.now()
            )
            after = after_call_seconds(found, min(service().clock.now(), since + _DAY))
            now = _states(connection, {*by_operator(found), *away}) if on == today else {}
        everybody, each_one = figures(found), by_operator(found)
        return {
            "on": on.isoformat(),
            "all": vars(everybody) | {"meets_standard": everybody.meets_standard},
            "operators": [
                vars(each_one.get(operator, figures(())))
                | {
                    "operator": operator,
                    "state": now.get(operator, ""),
                    "away_seconds": away.get(operator, 0),
                    "after_call_seconds": after.get(operator, 0),
                }
                for operator in sorted({*each_one, *away})
            ],
        }


def _seat(connection: Connection, operator: str) -> dict[str, Any]:
    state = _states(connection, {operator})[operator]
    since = _SINCE[state](connection, operator) if state in _SINCE else None
    return {
        "state": state,
        "since": instant(since) if since else None,
        "now": instant(service().clock.now()),
    }


def _states(connection: Connection, operators: set[str]) -> Mapping[str, str]:
    in_hand = open_states(connection)
    return {
        each: seat_state(in_hand.get(each, ()), is_away=bool(away_since(connection, each)))
        for each in operators
    }
