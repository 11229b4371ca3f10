"""Proceedings beside mediation: choosing one with an explanation, and its steps."""

from collections.abc import Callable
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from contracts.permissions import reaches
from gateway.clients import documents
from gateway.clients import proceedings as client
from gateway.clients.calling import Act, Json, Refused
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

HINDRANCES = {
    "no_dispute": _l("没有对方当事人"),
    "other_right": _l("不办理这类权利的纠纷"),
    "mediation_runs": _l("调解结束后才能转入"),
    "runs_already": _l("正在办理"),
}


@room.get("/proceedings")
def proceedings() -> str:
    """Those that run."""
    return render_template("staff/proceedings.html", items=client.running())


@room.get("/cases/<case_id>/proceedings")
def choose_proceeding(case_id: str) -> str:
    """What each kind is, and what stands in its way."""
    return _choice(client.of_case(case_id), [])


@room.post("/cases/<case_id>/proceedings")
def open_proceeding(case_id: str) -> Any:
    """Open one."""
    return _open(client.of_case, client.open_one, case_id)


@room.get("/submissions/<receipt_no>/proceedings")
def choose_for_matter(receipt_no: str) -> str:
    """The same for an accepted matter, mediated before or not."""
    return _choice(client.of_matter(receipt_no), [])


@room.post("/submissions/<receipt_no>/proceedings")
def open_for_matter(receipt_no: str) -> Any:
    """Open one."""
    return _open(client.of_matter, client.open_for, receipt_no)


@room.get("/proceedings/<proceeding_id>")
def proceeding(proceeding_id: str) -> str:
    """One, with what can be done."""
    return _one(proceeding_id, [])


@room.post("/proceedings/<proceeding_id>")
def step(proceeding_id: str) -> Any:
    """Take a step."""
    body = acting.typed("act", "note", "ground") | {"day": request.form.get("day") or None}
    return acting.do(
        lambda act: client.step(proceeding_id, act),
        body,
        done=_("已记录"),
        onward=url_for("staff.proceeding", proceeding_id=proceeding_id),
        show=lambda errors: _one(proceeding_id, errors),
    )


def _open(look: Callable[[str], Json], opens: Callable[[str, Act], Json], its_id: str) -> Any:
    """Open a proceeding of a case or of a matter; the page of the choice has the same address."""
    return acting.do(
        lambda act: opens(its_id, act),
        acting.typed("kind", "question"),
        done=_("程序已启动"),
        onward=request.path,
        show=lambda errors: _choice(look(its_id), errors),
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
        link=_link(proceeding_id),
        may_act=_may_act(),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


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
