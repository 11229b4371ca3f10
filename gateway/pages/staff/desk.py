"""The hotline's desk (12330): one screen for a call, by keyboard alone; every part works without a script."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import desk
from gateway.clients.calling import Json, Refused
from gateway.code_lists import codes, label, options
from gateway.context import gateway
from gateway.forms.complaint import COMMON_RIGHTS
from gateway.i18n import language
from gateway.pages.form_key import form_key
from gateway.pages.staff import acting
from gateway.pages.staff.room import room

_WRONG_STATE = 409
_MOST_WRITINGS = 10**6
LISTS = ("open", "incomplete", "callbacks", "parked", "recent")


@room.get("/desk")
def desk_home() -> str:
    """What waits: calls in hand, put aside, with gaps, promised to be called back."""
    return render_template(
        "staff/desk/home.html",
        lists={name: desk.calls(name) for name in LISTS},
        may_take=takes_calls(),
        label=label,
    )


@room.app_template_global("takes_calls")
def takes_calls() -> bool:
    """Whether the person sits at a telephone; others look on."""
    return bool(reaches("call.take", g.principal.roles))


@room.post("/desk/calls")
def desk_begin() -> Any:
    """F2: a new call."""
    found = desk.begin("", form_key())
    return redirect(url_for("staff.desk_call", call_id=found["call_id"]), 303)


@room.get("/desk/calls/<call_id>")
def desk_call(call_id: str) -> Any:
    """The one form."""
    return _form(desk.call(call_id), [])


@room.post("/desk/calls/<call_id>/save")
def desk_save(call_id: str) -> Any:
    """F9: write it down, register what it amounts to, and say what is missing."""
    if g.get("only_shows"):
        return _form(desk.call(call_id) | {"draft": typed_draft()}, [])
    try:
        _keep(call_id)
        saved = desk.do(call_id, "registration", form_key())
    except Refused as refusal:
        return _form(
            desk.call(call_id) | {"draft": typed_draft()}, acting.errors_of(refusal)
        ), refusal.status
    return render_template(
        "staff/desk/saved.html", call=saved, wrap_ups=options("wrap_ups"), label=label
    )


@room.post("/desk/calls/<call_id>/park")
def desk_park(call_id: str) -> Any:
    """F8: put it aside."""
    if g.get("only_shows"):
        return _form(desk.call(call_id) | {"draft": typed_draft()}, [])
    _keep(call_id)
    return _then(call_id, "parking", url_for("staff.desk_home"), _("已挂起，内容已保存"))


@room.post("/desk/calls/<call_id>/wrap-up")
def desk_wrap_up(call_id: str) -> Any:
    """The note after the call; F2 goes straight on to the next."""
    desk.do(call_id, "wrap-up", form_key(), {"wrap_up": request.form.get("wrap_up", "")})
    if request.form.get("then") == "next":
        found = desk.begin("", gateway().ids.new())
        return redirect(url_for("staff.desk_call", call_id=found["call_id"]), 303)
    return redirect(url_for("staff.desk_home"), 303)


_ONWARD = {
    "answer": "staff.desk_call",
    "resumption": "staff.desk_call",
    "merger-undoing": "staff.desk_home",
}


_VERBS = ",".join(f'"{each}"' for each in _ONWARD)


@room.post(f"/desk/calls/<call_id>/<any({_VERBS}):verb>")
def desk_act(call_id: str, verb: str) -> Any:
    """Answer, go on, take a merger back."""
    done = _("已撤销并案") if verb == "merger-undoing" else ""
    onward = _ONWARD[verb]
    leads = url_for(onward, call_id=call_id) if onward.endswith("call") else url_for(onward)
    return _then(call_id, verb, leads, done)


@room.post("/desk/calls/<call_id>/calling-back")
def desk_called_back(call_id: str) -> Any:
    """Note that somebody was called back, and whether they answered."""
    reached = request.form.get("reached") != "no"
    done = _("已记录回电") if reached else _("已记录：无人接听")
    return _then(call_id, "calling-back", url_for("staff.desk_home"), done, {"reached": reached})


def _then(call_id: str, verb: str, onward: str, done: str, body: Json | None = None) -> Any:
    try:
        desk.do(call_id, verb, form_key(), body)
        if done:
            flash(done)
    except Refused as refusal:
        flash(refusal.detail or refusal.title)
    return redirect(onward, 303)


def _keep(call_id: str) -> None:
    """Keep what the form carries; a call that was saved before stays as it is."""
    try:
        desk.keep(call_id, typed_draft(), draft_no() + 1)
    except Refused as refusal:
        # The same form sent twice: the second finds the call saved, and is answered like the first.
        if refusal.status != _WRONG_STATE:
            raise


def draft_no() -> int:
    """Which writing of the form this is; the page counts."""
    number = request.form.get("draft_no", "")
    return min(int(number), _MOST_WRITINGS) if number.isdecimal() else 0


def typed_draft() -> dict[str, str]:
    """The form as it stands."""
    fields = [each["code"] for each in codes("desk_fields")]
    draft = {name: request.form.get(name, "")[:4000] for name in fields}
    draft["right_type"] = draft["right_type"] or request.form.get("right_type_other", "")
    return {name: text for name, text in draft.items() if text} | {"language": language()}


def _form(call: Json, errors: acting.Errors) -> str:
    return render_template(
        "staff/desk/call.html",
        call=call,
        draft=call["draft"],
        call_kinds=options("call_kinds"),
        rights=[(code, label("right_types", code)) for code in COMMON_RIGHTS],
        more_rights=[e for e in options("right_types") if e["value"] not in COMMON_RIGHTS],
        divisions=codes("divisions"),
        handlings=options("handlings"),
        scripts=codes("call_scripts"),
        language=language(),
        label=label,
        errors=errors,
        has_errors=bool(errors),
    )
