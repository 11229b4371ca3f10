"""Proceedings beside mediation: choosing one with an explanation, and its steps."""

from dataclasses import replace
from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chassis.clock import local_date
from chassis.errors import Unavailable
from contracts.permissions import reaches
from gateway.clients import documents, intake
from gateway.clients import proceedings as client
from gateway.clients.calling import Act, Json, Refused, Versioned
from gateway.context import gateway
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.pages.uploads import kept_before, uploaded_files

HINDRANCES = {
    "no_dispute": _l("没有对方当事人"),
    "other_right": _l("不办理这类权利的纠纷"),
    "mediation_runs": _l("调解结束后才能转入"),
    "runs_already": _l("正在办理"),
    "agreed_otherwise": _l("双方已有仲裁协议"),
    "sued": _l("法院已经立案"),
}


@room.get("/proceedings")
def proceedings() -> str:
    """Those that run."""
    return render_template(
        "staff/proceedings.html",
        items=client.running(),
        may_see_figures=bool(reaches("proceeding.choose", g.principal.roles)),
    )


@room.get("/adjudications")
def adjudications() -> str:
    """Quality and speed of adjudication in a year, and the standards."""
    year = request.args.get("year", "")
    return render_template(
        "staff/adjudications.html",
        found=client.figures(year if year.isdecimal() else ""),
        this_year=local_date(gateway().clock.now()).year,
    )


@room.get("/cases/<case_id>/proceedings")
def choose_proceeding(case_id: str) -> str:
    """What each kind is, and what stands in its way."""
    return _choice(client.offered(client.CASES, case_id), [])


@room.post("/cases/<case_id>/proceedings")
def open_proceeding(case_id: str) -> Any:
    """Open one."""
    return _open(client.CASES, case_id)


@room.get("/submissions/<receipt_no>/proceedings")
def choose_for_matter(receipt_no: str) -> str:
    """The same for an accepted matter, mediated before or not."""
    return _choice(client.offered(client.MATTERS, receipt_no), [])


@room.post("/submissions/<receipt_no>/proceedings")
def open_for_matter(receipt_no: str) -> Any:
    """Open one."""
    return _open(client.MATTERS, receipt_no)


@room.get("/proceedings/<proceeding_id>")
def proceeding(proceeding_id: str) -> str:
    """One, with what can be done."""
    return _one(proceeding_id, [])


@room.post("/proceedings/<proceeding_id>")
def step(proceeding_id: str) -> Any:
    """Take a step."""
    form = request.form
    texts = acting.typed("act", "note", "ground", "document", "person", "seat", "expert_id")
    if form.get("amount", "").strip() and acting.fen("amount") is None:
        wrong = {"text": _("请用数字填写金额，例如 12000 或者 12000.50"), "href": "#amount"}
        return _one(proceeding_id, _at_act([wrong])), 422
    body = texts | {
        "day": form.get("day") or None,
        "amount_fen": acting.fen("amount") or 0,
        "size": acting.pieces("size") or 0,
        "ticked": form.getlist("ticked"),
    }
    return acting.do(
        lambda act: _step_with_files(proceeding_id, act),
        body,
        done=_("已记录"),
        onward=url_for("staff.proceeding", proceeding_id=proceeding_id),
        show=lambda errors: _one(proceeding_id, _at_act(errors)),
    )


@room.get("/proceedings/<proceeding_id>/files/<evidence_id>")
def proceeding_file(proceeding_id: str, evidence_id: str) -> Response:
    """One file of it."""
    return passed_on(client.file(proceeding_id, evidence_id))


def _step_with_files(proceeding_id: str, act: Act) -> Json:
    """Keep the files of the form, then take the step with them."""
    files = [*request.form.getlist("material"), *uploaded_files("files")]
    return client.step(proceeding_id, replace(act, body={**act.body, "files": files}))


def _at_act(errors: Errors) -> Errors:
    """Each act has its own form on the page: its fields carry its name."""
    act = request.form.get("act", "")
    return [e | {"href": f"{e['href']}-{act}" if e["href"] else ""} for e in errors]


def _open(place: str, its_id: str) -> Any:
    """Open a proceeding of a case or of a matter; the page of the choice has the same address."""
    return acting.do(
        lambda act: client.open_one(place, its_id, act),
        acting.typed("kind", "question") | {"ticked": request.form.getlist("ticked")},
        done=_("程序已启动"),
        onward=request.path,
        show=lambda errors: _choice(client.offered(place, its_id), errors),
    )


def _choice(found: Json, errors: Errors) -> str:
    if case_id := found["case_id"]:
        back = url_for("staff.case", case_id=case_id)
        onward = url_for("staff.open_proceeding", case_id=case_id)
    else:
        back = url_for("staff.submission", receipt_no=found["receipt_no"])
        onward = url_for("staff.open_for_matter", receipt_no=found["receipt_no"])
    return render_template(
        "staff/proceeding_choice.html",
        found=found,
        back=back,
        onward=onward,
        may_act=_may_act(),
        hindrances=HINDRANCES,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _one(proceeding_id: str, errors: Errors) -> str:
    found = client.one(proceeding_id)
    return render_template(
        "staff/proceeding.html",
        found=found,
        papers=documents.of_matter(found["receipt_no"]),
        evidence=_evidence(found),
        kept=kept_before(),
        link=_link(proceeding_id),
        may_act=_may_act(),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _evidence(found: Versioned) -> list[Json]:
    """The files of the matter, where a step can name some; none while intake is away."""
    if not any("files" in each["takes"] for each in found["possible_now"]):
        return []
    try:
        return list(intake.submission(found["receipt_no"])["fields"].get("evidence", []))
    except Unavailable:
        return []


def _link(proceeding_id: str) -> str:
    """For a respondent without a mail address; empty before anything was served."""
    if not reaches("invitation.print", g.principal.roles):
        return ""
    try:
        return client.link(proceeding_id)
    except Refused:
        return ""


def _may_act() -> bool:
    return bool(reaches("proceeding.act", g.principal.roles))
