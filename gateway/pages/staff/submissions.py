"""The page of one matter: what was filed, and the main decisions."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import intake
from gateway.code_lists import grounds, label, options
from gateway.forms.complaint import LABELS
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.comparing import since
from gateway.pages.staff.editing import comparison, corrections
from gateway.pages.staff.matter_elsewhere import elsewhere
from gateway.pages.staff.matter_panels import panels
from gateway.pages.staff.room import by_name, room
from gateway.presentation import as_date

_GROUNDS = {"report": "refusal_grounds_report", "aid": "refusal_grounds_aid"}


@room.get("/submissions/<receipt_no>")
def submission(receipt_no: str) -> str:
    """One matter: what was filed, its clocks, its story, and what can be done now."""
    return show_submission(receipt_no, [])


@room.post("/submissions/<receipt_no>/accept")
def accept(receipt_no: str) -> Any:
    """受理."""
    return _act(receipt_no, intake.accept, {}, _("已受理，双方期限开始计算"))


@room.post("/submissions/<receipt_no>/refuse")
def refuse(receipt_no: str) -> Any:
    """不予受理."""
    body = acting.typed("ground", "explanation")
    return _act(receipt_no, intake.refuse, body, _("已作出不予受理决定，并通知投诉人"))


@room.post("/submissions/<receipt_no>/route")
def route(receipt_no: str) -> Any:
    """Send the matter on."""
    body = acting.typed("route", "reason")
    return _act(receipt_no, intake.route, body, _("已转办，对方服务将立即立案"))


@room.post("/submissions/<receipt_no>/close")
def close(receipt_no: str) -> Any:
    """End a matter that nobody else will end."""
    body = acting.typed("result", "explanation")
    return _act(receipt_no, intake.close, body, _("已办结，并通知投诉人"))


@room.get("/submissions/<receipt_no>/evidence/<evidence_id>")
def evidence(receipt_no: str, evidence_id: str) -> Response:
    """One piece of evidence, always as a download."""
    return passed_on(intake.evidence(receipt_no, evidence_id))


def _act(receipt_no: str, verb: Any, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: verb(receipt_no, act),
        body,
        done=done,
        onward=url_for("staff.submission", receipt_no=receipt_no),
        show=lambda errors: show_submission(receipt_no, errors),
    )


def show_submission(receipt_no: str, errors: Errors) -> str:
    """The page, with what is wrong with a form that was sent."""
    matter = intake.submission(receipt_no)
    refusable = grounds(
        _GROUNDS.get(matter["kind"], "refusal_grounds"), as_date(matter["filed_at"])
    )
    entries, beside = by_name(intake.timeline(receipt_no)), panels(receipt_no, matter["assignee"])
    compared = comparison(matter, beside["advice"]["lane"]["code"])
    if compared:
        g.unsaved = []
    return render_template(
        "staff/submission.html",
        matter=matter,
        entries=entries,
        seen=entries[-1]["event_id"] if entries else "",
        since=since(entries),
        compared=compared,
        edited=corrections(matter),
        labels=LABELS,
        **elsewhere(receipt_no),
        may_write=bool(reaches("document.issue", g.principal.roles)),
        **beside,
        grounds=refusable,
        reasons={each["value"]: each["text"] for each in refusable},
        routes=options("routes"),
        closings=options("closings"),
        label=label,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
