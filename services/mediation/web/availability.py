"""A member's own hours, exceptions and calendars."""

from datetime import time
from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields, post_load

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.etag import check_etag, set_etag
from chassis.transaction import service, transactional
from chassis.validation import NoFields, Strict, between, length
from lawbook.presentation import instant
from services.mediation.application.availability import (
    MOST_ABSENCES,
    Availability,
    feed,
    feed_token,
    renew_feed,
    set_availability,
    take_in_calendar,
    unusual_days,
)
from services.mediation.application.keep_members import declare_interests
from services.mediation.domain.expert import Absence, Expert, Habits, Hours, Interest
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.lookup import account, case_uow, looking
from services.mediation.web.pool_schemas import InterestsBody

availability = Blueprint("availability", __name__, description="When members of the pool are free")
LONGEST_CALENDAR = 200_000
DAYS_AHEAD = 120


class HoursSchema(Strict):
    """Hours of a weekday; 0 is Monday."""

    weekday = fields.Integer(required=True, validate=between(0, 6))
    since = fields.Time(required=True, data_key="from")
    until = fields.Time(required=True)

    @post_load
    def to_hours(self, data: dict[str, Any], **_: Any) -> Hours:
        return Hours(data["weekday"], _minutes(data["since"]), _minutes(data["until"]))


class AbsenceSchema(Strict):
    """A span without sessions."""

    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    reason = fields.String(load_default="", validate=length(0, 60))

    @post_load
    def to_absence(self, data: dict[str, Any], **_: Any) -> Absence:
        return Absence(**data)


class AvailabilitySchema(Strict):
    """A week, exceptions and habits."""

    hours = fields.List(fields.Nested(HoursSchema), required=True, validate=length(0, 21))
    absences = fields.List(
        fields.Nested(AbsenceSchema), load_default=list, validate=length(0, MOST_ABSENCES)
    )
    buffer_minutes = fields.Integer(load_default=15, validate=between(0, 120))
    notice_days = fields.Integer(load_default=2, validate=between(0, 30))
    most_a_day = fields.Integer(load_default=3, validate=between(1, 12))

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> Availability:
        hours, absences = tuple(data.pop("hours")), tuple(data.pop("absences"))
        return Availability(hours=hours, absences=absences, habits=Habits(**data))


class CalendarBody(Strict):
    """A calendar file (RFC 5545)."""

    calendar = fields.String(required=True, validate=length(1, LONGEST_CALENDAR))


@availability.route("/api/v1/availability")
class Own(MethodView):
    """The caller's own availability."""

    @permitted("availability.manage")
    def get(self) -> Response:
        """Week, exceptions, habits, the address of the feed, and unusual days ahead."""
        with looking() as uow:
            return _shown(own(uow), uow)

    @transactional
    @permitted("availability.manage")
    @availability.arguments(AvailabilitySchema)
    def post(self, command: Availability) -> Response:
        """Replace it; exceptions that run into one another are joined."""
        uow = case_uow()
        expert = own(uow)
        check_etag(expert.version)
        set_availability(expert, command, uow)
        return _shown(expert, uow)


@availability.route("/api/v1/availability/calendar")
class OwnCalendar(MethodView):
    """A calendar that is taken in."""

    @transactional
    @permitted("availability.manage")
    @availability.arguments(CalendarBody)
    def post(self, asked: dict[str, Any]) -> Response:
        """Block what is busy in it; only times are kept."""
        uow = case_uow()
        expert = own(uow)
        take_in_calendar(expert, asked["calendar"], uow)
        return _shown(expert, uow)


@availability.route("/api/v1/availability/feed")
class OwnFeed(MethodView):
    """The secret address of the feed."""

    @transactional
    @permitted("availability.manage")
    @availability.arguments(NoFields)
    def post(self, _asked: dict[str, Any]) -> Response:
        """Another address; the old one leads nowhere."""
        uow = case_uow()
        expert = own(uow)
        renew_feed(expert, uow)
        return _shown(expert, uow)


@availability.route("/api/v1/availability/interests")
class OwnInterests(MethodView):
    """Persons and firms to whom the caller has a tie."""

    @transactional
    @permitted("availability.manage")
    @availability.arguments(InterestsBody)
    def post(self, asked: dict[str, Any]) -> Response:
        """Declare them anew; running cases are looked at again."""
        uow = case_uow()
        expert = own(uow)
        check_etag(expert.version)
        stated = {(each["name"].strip(), each["ground"]) for each in asked["interests"]}
        declare_interests(expert, tuple(Interest(*each) for each in sorted(stated) if each[0]), uow)
        return _shown(expert, uow)


@availability.route("/api/v1/calendar-feeds/<feed_token>")
class Feed(MethodView):
    """What calendar programs fetch; the address is the proof."""

    @permitted("feed.read")
    def get(self, feed_token: str) -> Response:
        """A member's sessions; names no party."""
        with looking() as uow:
            found = feed(feed_token, uow, service().keyring)
        return Response(found, content_type="text/calendar; charset=utf-8")


def own(uow: MediationUnitOfWork) -> Expert:
    """The member whom the caller is. Raises: NotFound."""
    expert = uow.experts.by_account(account()) if account() else None
    if expert is None:
        raise NotFound()
    return expert


def _shown(expert: Expert, uow: MediationUnitOfWork) -> Response:
    address = f"/api/v1/calendar-feeds/{feed_token(expert, service().keyring)}"
    body = {
        "hours": [
            {"weekday": h.weekday, "from": f"{h.since:%H:%M}", "until": f"{h.until:%H:%M}"}
            for h in expert.hours
        ],
        "absences": [
            {
                "starts_at": instant(each.starts_at),
                "ends_at": instant(each.ends_at),
                "reason": each.reason,
            }
            for each in expert.absences
        ],
        "feed_url": f"{service().settings.public_url}{address}",
        "interests": [{"name": each.name, "ground": each.ground} for each in expert.interests],
        "unusual_days": unusual_days(uow, DAYS_AHEAD),
        **vars(expert.habits),
    }
    response = make_response(jsonify(body))
    set_etag(response, expert.version)
    return response


def _minutes(at: time) -> time:
    return at.replace(second=0, microsecond=0)
