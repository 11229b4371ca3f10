"""What the desk's page asks for while somebody talks: drafts kept, callers, texts, who rings."""

from functools import partial
from typing import Any

from flask import Response, g, jsonify, render_template, request
from flask_babel import gettext as _

from gateway.clients import desk
from gateway.clients.calling import Refused
from gateway.code_lists import label
from gateway.context import gateway
from gateway.pages.staff.desk import draft_no, typed_draft
from gateway.pages.staff.room import room
from gateway.streams import told

_ASKED = ("number", "respondent_name", "respondent_url", "right_type", "right_number")


@room.post("/desk/calls/<call_id>/draft")
def desk_draft(call_id: str) -> Any:
    """Every two seconds while something is typed: keep it."""
    try:
        kept = desk.keep(call_id, typed_draft(), draft_no())
    except Refused as refusal:
        return jsonify(detail=refusal.detail or refusal.title), refusal.status
    return jsonify(kept)


@room.post("/desk/calls/<call_id>/beside")
def desk_beside(call_id: str) -> Any:
    """Who calls and what may be the same, as two panels."""
    form = request.form
    asked = {name: form.get(name, "")[:200] for name in _ASKED}
    try:
        found = desk.lookup(asked, gateway().ids.new())
    except Refused:
        return jsonify(caller="", alike="", name="")
    others = [each for each in found["calls"] if each["call_id"] != call_id]
    return jsonify(
        caller=render_template("staff/desk/caller.html", found=found, calls=others),
        alike=render_template("staff/desk/alike.html", found=found),
        name=found["name"],
        said=_(
            "此号码来电 %(calls)d 次，事项 %(matters)d 件；可能重复 %(alike)d 件",
            calls=len(others),
            matters=len(found["matters"]),
            alike=len(found["duplicates"]),
        ),
    )


@room.get("/desk/matters/<receipt_no>")
def desk_matter(receipt_no: str) -> Response:
    """A matter that a call may repeat, to stand beside what was typed."""
    found = desk.matter(receipt_no[:13])
    return jsonify(html=render_template("staff/desk/compared.html", matter=found, label=label))


@room.get("/desk/texts")
def desk_texts() -> Response:
    """Texts that have every word."""
    return jsonify(items=desk.knowledge(request.args.get("q", "")[:60]))


@room.get("/desk/waiting")
def desk_waiting() -> Response:
    """Who rings now, for a page that is told nothing."""
    found = desk.ringing(gateway().clients[desk.SERVICE], g.principal)
    return Response(found, content_type="application/json")


@room.get("/desk/events")
def desk_events() -> Response:
    """Who rings, told as soon as it is known (server-sent events)."""
    streams, ask = gateway().streams, partial(desk.ringing, gateway().clients[desk.SERVICE])
    stays = streams.enter()
    # The request is over while its answer goes on: what is asked then stands by itself.
    body = told(partial(ask, g.principal), stays=stays)
    response = Response(body, content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    if stays:
        response.call_on_close(streams.leave)
    return response
