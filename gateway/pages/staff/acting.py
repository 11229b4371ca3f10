"""One pattern for every form of the staff pages: do it, or show the page again with what is wrong.

The form carries the version that was read (``etag``) and a key, so that pressing twice acts once and
nobody overwrites what they have not seen. What was typed is shown again.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, g, redirect, request
from flask_babel import gettext as _

from gateway.clients.calling import Act, Refused
from gateway.pages.staff.field_errors import field_errors, typed_texts
from gateway.pages.sums import as_fen
from gateway.schedule_words import TAKEN_BY

Errors = list[dict[str, str]]
Show = Callable[[Errors], str]
WRONG_STATE, STALE = 409, 412


def do(
    act: Callable[[Act], Any], body: Mapping[str, Any], *, done: str, onward: str, show: Show
) -> Any:
    """Act with ``body``; go ``onward`` with the note ``done``, or ``show`` the errors.

    A form that was kept over a new sign-in is only shown.
    """
    if g.get("only_shows"):
        return show([])
    form = request.form
    try:
        act(Act(key=form.get("form_key", ""), etag=form.get("etag", ""), body=body))
    except Refused as refusal:
        g.is_stale = refusal.status == STALE
        if refusal.status in {WRONG_STATE, STALE}:
            g.unsaved = typed_texts()
        return show(errors_of(refusal)), refusal.status
    flash(done)
    return redirect(onward, 303)


def errors_of(refusal: Refused) -> Errors:
    """What a service refused, for the error summary; each field's error leads to its field."""
    if refusal.fields:
        return field_errors(refusal.fields)
    text = refusal.detail or refusal.title
    if refusal.status == STALE:
        text = _("您打开页面以后，内容已有变化。下面是最新内容，请核对后再操作。")
    if refusal.code == "slot_taken" and refusal.extra.get("by") in TAKEN_BY:
        text = str(TAKEN_BY[refusal.extra["by"]])
    errors = [{"text": text, "href": ""}]
    return errors + [
        {"text": _("缺少：%(name)s", name=missing["name"]), "href": "#documents"}
        for missing in refusal.extra.get("missing", ())
    ]


def typed(*names: str) -> dict[str, str]:
    """Text fields of the form."""
    return {name: request.form.get(name, "").strip() for name in names}


def ticked(name: str) -> bool:
    """Whether a box of the form is ticked."""
    return request.form.get(name) == "yes"


def pieces(name: str) -> int | None:
    """A number of things; None when nothing or no whole number was typed."""
    text = _digits(name)
    return int(text) if text.isdecimal() else None


def fen(name: str) -> int | None:
    """Yuan as people type them, in fen; None when nothing or no number was typed."""
    return as_fen(_digits(name)) if _digits(name) else None


def _digits(name: str) -> str:
    """What was typed, without the commas between thousands."""
    return request.form.get(name, "").replace(",", "").replace("，", "").strip()
