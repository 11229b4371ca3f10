"""What the telephone system tells us (CTI), signed as Standard Webhooks are."""

import base64
import hmac
from datetime import datetime, timedelta
from typing import Any

from flask import request
from flask.views import MethodView
from marshmallow import fields

from chassis.access import open_route
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.identity import Unauthenticated
from chassis.transaction import service
from chassis.validation import Choice, Strict, length
from services.intake.application.take_call import ring
from services.intake.domain.call import Call
from services.intake.settings import settings_of
from services.intake.storage.unit_of_work import opened
from services.intake.web.desk_form import number_of

call_signals = Blueprint("call_signals", __name__, description="Signals of the telephone system")
RINGING, ANSWERED, HUNG_UP = SIGNALS = ("ringing", "answered", "hung_up")
TOLERANCE = timedelta(minutes=5)


class SignalSchema(Strict):
    """``agent``: the account of the operator whose telephone rings; empty: everybody's."""

    event = fields.String(required=True, validate=Choice(SIGNALS))
    call_id = fields.String(required=True, validate=length(1, 80))
    caller = fields.String(load_default="", validate=length(0, 40))
    agent = fields.String(load_default="", validate=length(0, 64))


@call_signals.route("/api/v1/call-signals")
class Signals(MethodView):
    """A call rings, is answered, ends."""

    @open_route
    @call_signals.arguments(SignalSchema)
    @call_signals.response(200)
    def post(self, asked: dict[str, Any]) -> dict[str, str]:
        """Note a signal; told twice or late, it changes nothing more."""
        _check_signature()
        agent = f"staff:{asked['agent']}" if asked["agent"] else ""
        with opened(service()) as uow:
            if asked["event"] == RINGING:
                call = ring(asked["call_id"], number_of(asked["caller"]), agent, uow)
            else:
                known = uow.calls.of_cti(asked["call_id"])
                if known is None:
                    raise NotFound()
                call = uow.calls.take(known.id)
                _note(asked["event"], call, agent, uow.clock.now())
                uow.calls.save(call)
            uow.commit()
        return {"call_id": call.id, "state": call.state}


def _note(event: str, call: Call, agent: str, now: datetime) -> None:
    if event == HUNG_UP:
        call.hang_up(now)
    elif "answer" in call.possible_now:
        call.answer(agent or call.operator, now)


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature of a message (Standard Webhooks v1: HMAC-SHA256 over id, time and body)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def _check_signature() -> None:
    """Raises: NotFound without a telephone system; Unauthenticated."""
    secret = settings_of(service()).cti_secret
    if not secret:
        raise NotFound()
    message_id, timestamp = (
        request.headers.get(f"webhook-{each}", "") for each in ("id", "timestamp")
    )
    wanted = signature(secret, message_id, timestamp, request.get_data(cache=True)).encode()
    given = request.headers.get("webhook-signature", "").encode().split()
    if not (_is_recent(timestamp) and any(hmac.compare_digest(wanted, each) for each in given)):
        raise Unauthenticated()


def _is_recent(timestamp: str) -> bool:
    if not (timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12):
        return False
    age = service().clock.now().timestamp() - int(timestamp)
    return abs(age) <= TOLERANCE.total_seconds()
