"""The hotline's desk: calls from ringing to the note after them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted, principal
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import current_uow, reading_connection, service, transactional
from chassis.validation import Choice, NoFields, Query, Strict, between, length
from services.intake.application import take_call
from services.intake.domain.call import WRAP_UPS, Call
from services.intake.storage.breaks import away_since
from services.intake.storage.calls import VIEWS, listed
from services.intake.storage.unit_of_work import IntakeUnitOfWork, opened
from services.intake.web.call_views import call_row, call_view
from services.intake.web.competent import competent_body
from services.intake.web.desk_form import FIELDS, number_of, written
from services.intake.web.normalising import Paragraphs

calls = Blueprint("calls", __name__, description="Calls to the hotline")
ONE = "/api/v1/calls/<call_id>"
LONGEST = 4000


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


class CallingBackSchema(Strict):
    """``reached``: whether somebody answered."""

    reached = fields.Boolean(load_default=True)


class CallsQuery(Query):
    """Which list of the desk; ``mine``: only those of the caller of this operation."""

    view = fields.String(load_default="recent", validate=Choice(tuple(VIEWS)))
    mine = fields.Boolean(load_default=False)


@calls.route("/api/v1/calls")
class Calls(MethodView):
    """All calls."""

    @permitted("call.list")
    @calls.arguments(CallsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One list of the desk."""
        me = principal().subject
        with reading_connection() as connection:
            found = listed(connection, asked["view"], me if asked["mine"] else "")
            if asked["view"] == "ringing" and away_since(connection, me):
                # Who has a break hears only what rings for nobody else.
                found = [each for each in found if each.operator == me]
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
        with opened(service()).reading() as uow:
            return call_view(uow.calls.get(call_id))


@calls.route(f"{ONE}/draft")
class Draft(MethodView):
    """What is being typed."""

    @permitted("call.take")
    @calls.arguments(DraftSchema)
    def put(self, asked: dict[str, Any], call_id: str) -> dict[str, Any]:
        """Keep the form as it stands. Sent again or too late, it changes nothing."""
        with opened(service()) as uow:
            call = uow.calls.take(call_id)
            number = number_of(asked["draft"].get("number", ""))
            take_call.keep_draft(call, asked["draft"], asked["draft_no"], number, uow)
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


@calls.route(f"{ONE}/wrap-up")
class WrapUp(MethodView):
    """The note after a call."""

    @transactional
    @permitted("call.take")
    @calls.arguments(WrapUpSchema)
    def post(self, asked: dict[str, Any], call_id: str) -> dict[str, Any]:
        """End the call with a code."""
        uow = current_uow()
        call: Call = uow.calls.take(call_id)
        call.end(asked["wrap_up"], uow.clock.now())
        uow.calls.save(call)
        return call_view(call)


@calls.route(f"{ONE}/calling-back")
class CallingBack(MethodView):
    """A promise to call back."""

    @transactional
    @permitted("call.take")
    @calls.arguments(CallingBackSchema)
    def post(self, asked: dict[str, Any], call_id: str) -> dict[str, Any]:
        """The caller was called back; who does not answer is tried at three different hours."""
        uow = current_uow()
        call: Call = uow.calls.take(call_id)
        call.call_back(uow.clock.now(), principal().subject, reached=asked["reached"])
        uow.calls.save(call)
        return call_view(call)


def _answer(call: Call, uow: IntakeUnitOfWork) -> None:
    """Take the ringing call."""
    take_call.answer_call(call, principal().subject, uow)


def _park(call: Call, uow: IntakeUnitOfWork) -> None:
    """Put it aside; nothing is lost."""
    call.park()
    uow.calls.save(call)


def _resume(call: Call, uow: IntakeUnitOfWork) -> None:
    """Go on with it."""
    call.resume()
    uow.calls.save(call)


def _undo_merger(call: Call, uow: IntakeUnitOfWork) -> None:
    """What was joined to another matter stands alone again, within a day."""
    if not call.receipt_no:
        raise NotFound()
    take_call.undo_merger(call, uow)


def _acting(act: Callable[[Call, IntakeUnitOfWork], None]) -> Callable[..., dict[str, Any]]:
    """The operation that does this act, told as the act is."""

    @transactional
    @permitted("call.take")
    @calls.arguments(NoFields)
    @wraps(act)
    def post(_view: MethodView, _nothing: dict[str, Any], call_id: str) -> dict[str, Any]:
        uow = current_uow()
        call: Call = uow.calls.take(call_id)
        act(call, uow)
        return call_view(call)

    return post


for _verb, _act in (
    ("answer", _answer),
    ("parking", _park),
    ("resumption", _resume),
    ("merger-undoing", _undo_merger),
):
    _view = type(_verb, (MethodView,), {"__doc__": "An act on a call.", "post": _acting(_act)})
    calls.route(f"{ONE}/{_verb}")(_view)
