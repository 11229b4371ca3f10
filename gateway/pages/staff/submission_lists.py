"""Finding matters: the list by deadline, search, saved filters, bulk assignment, sheets."""

import re
from contextlib import suppress
from typing import Any
from unicodedata import normalize

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import NotFound
from contracts.permissions import reaches
from gateway.clients import intake, intake_dialogue
from gateway.clients.calling import Refused
from gateway.code_lists import label, options
from gateway.context import gateway
from gateway.pages.downloads import passed_on
from gateway.pages.form_key import form_key
from gateway.pages.staff.room import officer_options, room
from gateway.state_words import STATES

OPEN_STATES = (
    "received",
    "accepted",
    "in_progress",
    "refused",
    "closed",
    "handed_over",
    "merged",
)
MOST_PRINTED = 100
BY_RULE, NOBODY = "*", "-"
_RECEIPT_NUMBER = re.compile(r"[0-9]{13}")
FILTERS = ("q", "kind", "status", "lane", "assignee")


@room.get("/submissions")
def submissions() -> Any:
    """All matters, the next to fall due first; ``q`` searches, and a whole number opens its matter."""
    number = _whole_number(request.args.get("q", ""))
    if number:
        with suppress(NotFound, Refused):
            found = intake.submission(number)
            return redirect(url_for("staff.submission", receipt_no=found["receipt_no"]), 303)
    return _list()


@room.post("/submissions/assign")
def assign_submissions() -> Any:
    """Give the ticked matters to one officer."""
    numbers = request.form.getlist("receipt_nos")
    if not numbers:
        flash(_("请先勾选要分派的事项"))
        return redirect(_back(), 303)
    assignee = request.form.get("assignee", "")
    by_rule = assignee == BY_RULE
    body = {
        "receipt_nos": numbers,
        "assignee": "" if by_rule else assignee,
        "by_rule": by_rule,
    }
    try:
        done = intake_dialogue.assign(body, form_key())
        flash(_("已分派 %(count)d 件", count=done["changed"]))
    except Refused as refused:
        flash(refused.detail or refused.title)
    return redirect(_back(), 303)


@room.post("/submissions/print")
def print_submissions() -> Any:
    """The ticked matters, each on a sheet of its own."""
    numbers = list(dict.fromkeys(request.form.getlist("receipt_nos")))[:MOST_PRINTED]
    if not numbers:
        flash(_("请先勾选要打印的事项"))
        return redirect(_back(), 303)
    matters = []
    for each in numbers:
        with suppress(NotFound):
            matters.append(intake.submission(each[:13]))
    return render_template(
        "staff/printed.html", matters=matters, label=label, back=_back(), now=gateway().clock.now()
    )


@room.post("/submissions/save-list")
def save_list() -> Any:
    """Keep the filters under a name."""
    query = {n: request.form[n] for n in FILTERS if request.form.get(n)}
    try:
        intake_dialogue.save_list(
            {"name": request.form.get("name", ""), "query": query}, form_key()
        )
        flash(_("清单已保存"))
    except Refused as refused:
        reasons = [each.detail for each in refused.fields] or [refused.detail]
        flash(reasons[0])
    return redirect(_back(), 303)


@room.post("/submissions/remove-list")
def remove_list() -> Any:
    """Forget a saved list."""
    intake_dialogue.remove_list(request.form.get("list_id", "")[:26], form_key())
    flash(_("清单已删除"))
    return redirect(url_for("staff.submissions"), 303)


@room.get("/submissions/export.<any(csv,xlsx):form>")
def export_submissions(form: str) -> Response:
    """The list as a sheet, up to five thousand lines."""
    return passed_on(intake_dialogue.export({**_asked(), "format": form}))


def _whole_number(text: str) -> str:
    """A receipt number as people read it out or copy it; empty for anything else."""
    digits = "".join(normalize("NFKC", text).split())
    return digits if _RECEIPT_NUMBER.fullmatch(digits) else ""


def _list() -> str:
    asked = _asked()
    page = intake.submissions({**asked, "cursor": request.args.get("cursor", ""), "limit": 25})
    return render_template(
        "staff/submissions.html",
        page=page,
        asked=asked,
        states=OPEN_STATES,
        kinds=options("kinds"),
        lanes=options("lanes"),
        officers=officer_options(),
        names={each["value"]: each["text"] for each in officer_options()},
        by_rule=BY_RULE,
        handlers=[{"value": NOBODY, "text": _("待分派")}, *officer_options()],
        mine=g.account.account if "officer" in g.principal.roles else "",
        saved=intake_dialogue.saved_lists(),
        may_assign=bool(reaches("submission.decide", g.principal.roles)),
        label=label,
    )


def _asked() -> dict[str, str]:
    """The filters that are set; an unknown code filters nothing."""
    known = {
        "status": set(OPEN_STATES) & set(STATES),
        "kind": {each["value"] for each in options("kinds")},
        "lane": {each["value"] for each in options("lanes")},
    }
    given = {name: request.args.get(name, "").strip()[:60] for name in FILTERS}
    return {n: v for n, v in given.items() if v and (n not in known or v in known[n])}


def _back() -> str:
    query: dict[str, Any] = {n: request.form[n] for n in FILTERS if request.form.get(n)}
    return url_for("staff.submissions", **query)
