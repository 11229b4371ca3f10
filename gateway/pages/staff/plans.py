"""Planning all waiting sessions at once; a person approves."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from gateway.clients import scheduling
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

DAYS = 14


@room.get("/plans")
def plans() -> str:
    """The newest plans, and a button for another."""
    return _list([])


@room.post("/plans")
def ask_for_plan() -> Any:
    """Have one computed."""
    return acting.do(
        scheduling.ask_for_plan,
        {"days": acting.pieces("days") or DAYS},
        done=_("正在计算，约半分钟后刷新本页"),
        onward=url_for("staff.plans"),
        show=_list,
    )


@room.get("/plans/<plan_id>")
def plan(plan_id: str) -> str:
    """One plan."""
    return _one(plan_id, [])


@room.post("/plans/<plan_id>")
def approve_plan(plan_id: str) -> Any:
    """Book it."""
    return acting.do(
        lambda act: scheduling.approve_plan(plan_id, act),
        {},
        done=_("已按计划排定，日程邀请已发出"),
        onward=url_for("staff.plan", plan_id=plan_id),
        show=lambda errors: _one(plan_id, errors),
    )


def _list(errors: Errors) -> str:
    return render_template(
        "staff/plans.html",
        plans=scheduling.plans(),
        days=request.form.get("days", DAYS),
        errors=errors,
        has_errors=bool(errors),
    )


def _one(plan_id: str, errors: Errors) -> str:
    return render_template(
        "staff/plan.html", plan=scheduling.plan(plan_id), errors=errors, has_errors=bool(errors)
    )
