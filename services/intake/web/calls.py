"""The hotline's desk: calls, who calls, and what the shift amounts to."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, jsonify, make_response
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.clock import SHANGHAI, local_date
from chassis.errors import NotFound
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import Choice, NoFields, Query, Strict, between, length
from services.intake.application import take_call
from services.intake.domain.call import WRAP_UPS, Call
from services.intake.domain.shift import by_operator, figures
from services.intake.storage.calls import VIEWS, listed, times_between
from services.intake.web.call_views import call_row, call_view
from services.intake.web.competent import competent_body
from services.intake.web.desk_form import FIELDS, number_of, written
from services.intake.web.normalising import Paragraphs

calls = Blueprint("calls", __name__, description="Calls to the hotline")
ONE = "/api/v1/calls/<call_id>"
LONGEST = 4000
_DAY = timedelta(days=1)


class BeginSchema(Strict):
    """Body of ``POST /api/v1/calls``."""

    number = fields.String(load_default="", validate=length(0, 40))


class DraftSchema(Strict):
    """The form as it stands; ``draft_no`` grows with each writing."""

    draft = fields.Dict(
        keys=fields.String(validate=Choice(FIELDS)),
        values=Paragraphs(validate=length(0, LONGEST)),
        required=True,
    )
    draft_no = fields.Integer(required=True, strict=True, validate=between(1, 2**31 - 1))


class WrapUpSchema(Strict):
    """The note after a call; empty: what usually fits."""

    wrap_up = fields.String(
        load_default="", validate=lambda code: Choice(WRAP_UPS)(code) if code else code
    )


class CallsQuery(Query):
    """Which list of the desk; ``mine``: only those of the caller of this operation."""

    view = fields.String(load_default="recent", validate=Choice(tuple(VIEWS)))
    mine = fields.Boolean(load_default=False)


class FiguresQuery(Query):
    """The day that is asked for; today without it."""

    on = fields.Date(load_default=None)


@calls.route("/api/v1/calls")
class Calls(MethodView):
    """All calls."""

    @permitted("call.list")
    @calls.arguments(CallsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One list of the desk."""
        operator = principal().subject if asked["mine"] else ""
        with reading_connection() as connection:
            found = listed(connection, asked["view"], operator)
        return {"items": [call_row(each) for each in found]}

    @transactional
    @permitted("call.take")
    @calls.arguments(BeginSchema)
    @calls.response(201)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Take a call that no telephone system announced."""
        number = number_of(asked["number"])
        return call_view(take_call.begin_call(principal().subject, number, current_uow()))


@calls.route(ONE)
class One(MethodView):
    """One call."""

    @permitted("call.read")
    def get(self, call_id: str) -> dict[str, Any]:
        """Read it with what was typed so far."""
        with service().uow().reading() as uow:
            return call_view(uow.calls.get(call_id))  # type: ignore[attr-defined]


@calls.route(f"{ONE}/draft")
class Draft(MethodView):
    """What is being typed."""

    @permitted("call.take")
    @calls.arguments(DraftSchema)
    def put(self, asked: dict[str, Any], call_id: str) -> dict[str, Any]:
        """Keep the form as it stands. Sent again or too late, it changes nothing."""
        with service().uow() as uow:
            call = uow.calls.take(call_id)  # type: ignore[attr-defined]
            number = number_of(asked["draft"].get("number", ""))
            take_call.keep_draft(call, asked["draft"], asked["draft_no"], number, uow)  # type: ignore[arg-type]
            uow.commit()
        shown = call_view(call)
        return {name: shown[name] for name in ("call_id", "draft_no", "draft_at")}


@calls.route(f"{ONE}/registration")
class Registration(MethodView):
    """Writing a call down."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], call_id: str) -> dict[str, Any]:
        """Register what the form amounts to; with gaps it is kept, and what is missing is named."""
        uow = current_uow()
        call: Call = uow.calls.take(call_id)
        filed = take_call.register_call(
            call, written(call.draft, uow.clock.now()), uow, service().keyring
        )
        shown = call_view(call)
        if filed is not None:
            shown["query_code"] = filed.query_code
            shown["competent"] = competent_body(filed.submission)
            shown["receipt_no"] = filed.submission.receipt_no
        return shown


@calls.route(f"{ONE}/answer")
class Answer(MethodView):
    """Taking a call."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], call_id: str) -> dict[str, Any]:
        """Take the ringing call."""
        return _changed(call_id, lambda call, now: call.answer(principal().subject, now))


@calls.route(f"{ONE}/parking")
class Parking(MethodView):
    """Putting a call aside."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], call_id: str) -> dict[str, Any]:
        """Put it aside; nothing is lost."""
        return _changed(call_id, lambda call, _now: call.park())


@calls.route(f"{ONE}/resumption")
class Resumption(MethodView):
    """Going on with a call."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], call_id: str) -> dict[str, Any]:
        """Go on with it."""
        return _changed(call_id, lambda call, _now: call.resume())


@calls.route(f"{ONE}/calling-back")
class CallingBack(MethodView):
    """Calling back."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], call_id: str) -> dict[str, Any]:
        """The caller was called back."""
        return _changed(call_id, lambda call, now: call.call_back(now))


@calls.route(f"{ONE}/wrap-up")
class WrapUp(MethodView):
    """The note after a call."""

    @transactional
    @permitted("call.take")
    @calls.arguments(WrapUpSchema)
    def post(self, asked: dict[str, Any], call_id: str) -> dict[str, Any]:
        """End the call with a code."""
        return _changed(call_id, lambda call, now: call.end(asked["wrap_up"], now))


@calls.route(f"{ONE}/merger-undoing")
class MergerUndoing(MethodView):
    """Taking a merger back."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    def post(self, _nothing: dict[str, Any], call_id: str) -> Response:
        """What was joined to another matter stands alone again, within a day."""
        uow = current_uow()
        call: Call = uow.calls.take(call_id)
        if not call.receipt_no:
            raise NotFound()
        take_call.undo_merger(call, uow)
        return make_response(jsonify(call_view(call)))


def _changed(call_id: str, act: Callable[[Call, datetime], None]) -> dict[str, Any]:
    uow = current_uow()
    call: Call = uow.calls.take(call_id)
    act(call, uow.clock.now())
    uow.calls.save(call)
    return call_view(call)


@calls.route("/api/v1/call-figures")
class Figures(MethodView):
    """How well the hotline answered."""

    @permitted("call.figures")
    @calls.arguments(FiguresQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The figures of one day, all together and by operator."""
        on: date = asked["on"] or local_date(service().clock.now())
        since = datetime.combine(on, time(), SHANGHAI)
        with reading_connection() as connection:
            found = times_between(connection, since, since + _DAY)
        everybody = figures(found)
        return {
            "on": on.isoformat(),
            "all": vars(everybody) | {"meets_standard": everybody.meets_standard},
            "operators": [
                {"operator": operator} | vars(own) for operator, own in by_operator(found).items()
            ],
        }
