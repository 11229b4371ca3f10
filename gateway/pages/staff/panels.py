"""The panel beside a mediator, for officers and for those who are asked to sit on it."""

from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import mediation, panels
from gateway.code_lists import label
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room
from gateway.presentation import BEARERS
from gateway.schedule_words import SEATS

FOR_SIDE = "party_picked:"
"""Before the silent side in whose place somebody is named."""


@room.get("/cases/<case_id>/panel")
def panel(case_id: str) -> str:
    """Who sits in which role, and who could."""
    return _panel(case_id, [])


@room.post("/cases/<case_id>/panel")
def form_panel(case_id: str) -> Any:
    """How many sit, and whether each side picks one."""
    body = {
        "size": acting.pieces("size"),
        "by_parties": acting.ticked("by_parties"),
        "pick_until": request.form.get("pick_until", "").strip() or None,
    }
    return _change(case_id, "", body, _("已确定合议组人数"))


@room.post("/cases/<case_id>/panel/seats")
def name_member(case_id: str) -> Any:
    """Name somebody for a seat, or in the place of a silent side."""
    seat = request.form.get("seat", "")
    role, _colon, side = seat.partition(":")
    body = acting.typed("expert_id") | {"role": role, "for_side": side}
    return _change(case_id, "seats", body, _("已邀请加入合议组"))


@room.post("/cases/<case_id>/panel/releases")
def release_member(case_id: str) -> Any:
    """Somebody has to leave."""
    return _change(case_id, "releases", acting.typed("expert_id"), _("已移出合议组"))


@room.post("/cases/<case_id>/panel/answer")
def answer_seat(case_id: str) -> Any:
    """Whoever was asked takes the seat with a declaration, or leaves it.

    Law: 在线调解规则 art. 13 (disclosure)
    """
    accepts = request.form.get("accepts") == "yes"
    declared = request.form.get("has_conflict")
    if accepts and declared not in {"yes", "no"}:
        error = {"text": _("请先声明与当事人有无利害关系"), "href": "#conflict-no"}
        return _panel(case_id, [error]), 422
    body = acting.typed("statement") | {"accepts": accepts, "has_conflict": declared == "yes"}
    stays = accepts and declared == "no"
    return acting.do(
        lambda act: panels.change(case_id, "answers", act),
        body,
        done=_("答复已记录"),
        onward=url_for("staff.panel", case_id=case_id) if stays else url_for("staff.cases"),
        show=lambda errors: _panel(case_id, errors),
    )


def _change(case_id: str, verb: str, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: panels.change(case_id, verb, act),
        body,
        done=done,
        onward=url_for("staff.panel", case_id=case_id),
        show=lambda errors: _panel(case_id, errors),
    )


def _panel(case_id: str, errors: Errors) -> str:
    found = mediation.case(case_id)
    may_form = bool(reaches("panel.form", g.principal.roles))
    is_open = found["status"] in {"scheduling", "scheduled"} and not found["is_suspended"]
    may_name = may_form and is_open and bool(found["panel"])
    return render_template(
        "staff/panel.html",
        case=found,
        panel=found["panel"],
        may_form=may_form and found["status"] == "scheduling" and not found["is_suspended"],
        may_name=may_name,
        candidates=panels.candidates(case_id) if may_name else [],
        seats=_seats(found["panel"]) if may_name else {},
        seat_words=SEATS,
        label=label,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _seats(panel: dict[str, Any]) -> dict[str, Any]:
    """What can be given now, as form value and words."""
    own = ["technical", "member"] if panel["vacancies"] else []
    silent = {
        f"{FOR_SIDE}{side}": _("代%(side)s指定", side=BEARERS[side]) for side in panel["silent"]
    }
    return silent | {role: SEATS[role] for role in (*own, "interpreter", "alternate")}
