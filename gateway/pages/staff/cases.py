"""Mediation cases: the officer's and the mediator's pages."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from chassis.clock import SHANGHAI
from chassis.errors import NotFound
from chassis.principal import Principal
from contracts.permissions import reaches
from gateway.clients import documents, mediation, pool, scheduling
from gateway.code_lists import grounds, label
from gateway.context import gateway
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.agreed_terms import agreed_terms, typed_again
from gateway.pages.staff.room import room
from gateway.pages.uploads import kept_before, with_files
from gateway.presentation import as_date
from gateway.schedule_words import CANCEL_REASONS

ACTIONS = (
    "mediator.propose",
    "session.schedule",
    "session.record",
    "mediator.answer",
    "proceeding.read",
    "challenge.decide",
    "agreement.follow",
    "agreement.sign_on_paper",
    "agreement.redraft",
    "mediator.rate",
    "appraisal.note",
    "facts.present",
    "panel.form",
)
"""What the page of a case offers to those who may."""


@room.get("/cases")
def cases() -> str:
    """Cases that the person may see."""
    page = mediation.cases({"cursor": request.args.get("cursor", ""), "limit": 50})
    return render_template("staff/cases.html", page=page)


@room.get("/sessions")
def sessions() -> str:
    """The mediator's own sessions."""
    return render_template("staff/sessions.html", sessions=mediation.sessions()["items"])


@room.get("/cases/<case_id>")
def case(case_id: str) -> str:
    """One case."""
    return show(case_id, [])


@room.post("/cases/<case_id>/propose")
def propose(case_id: str) -> Any:
    """Ask an expert to mediate."""
    body = acting.typed("expert_id")
    return act_on(case_id, mediation.propose, body, _("已邀请该专家担任调解员"))


@room.post("/cases/<case_id>/answer")
def answer(case_id: str) -> Any:
    """The mediator's answer; accepting needs the declaration of interests.

    Law: 在线调解规则 art. 13 (disclosure)
    """
    accepts = request.form.get("accepts") == "yes"
    if accepts and request.form.get("has_conflict") not in {"yes", "no"}:
        error = {"text": _("请先声明与当事人有无利害关系"), "href": "#conflict-no"}
        return show(case_id, [error]), 422
    body = {
        "accepts": accepts,
        "has_conflict": request.form.get("has_conflict") == "yes",
        "statement": request.form.get("statement", "").strip(),
    }
    return acting.do(
        lambda act: mediation.answer_proposal(case_id, act),
        body,
        done=_("答复已记录"),
        onward=url_for("staff.cases"),
        show=lambda errors: show(case_id, errors),
    )


@room.post("/cases/<case_id>/schedule")
def schedule(case_id: str) -> Any:
    """Take a slot: ``slot`` is room and start together; with ``count`` it is the first of a series."""
    room_id, _bar, starts_at = request.form.get("slot", "").partition("|")
    body = {"room_id": room_id, "starts_at": starts_at, "minutes": 60}
    if request.form.get("count", "").strip():
        series = {name: acting.pieces(name) for name in ("count", "every_days")}
        done = _("会议已全部排定，日程邀请已发出")
        return act_on(case_id, scheduling.schedule_series, body | series, done)
    return act_on(case_id, mediation.schedule, body, _("会议已排定，日程邀请已发出"))


@room.post("/cases/<case_id>/outcome")
def outcome(case_id: str) -> Any:
    """What a session brought."""
    body: dict[str, Any] = acting.typed("outcome", "minutes_text")
    body["held_earlier"] = request.form.get("held_earlier") == "yes"
    if body["outcome"] == "agreed":
        body["agreement"], errors = agreed_terms()
        if errors:
            return show(case_id, errors), 422
    session_id = request.form.get("session_id", "")
    return act_on(
        case_id,
        lambda _case_id, act: mediation.record_outcome(session_id, act),
        body,
        _("会议结果已记录"),
    )


@room.post("/cases/<case_id>/agreement")
def redraft(case_id: str) -> Any:
    """Another text for both sides to sign."""
    terms, errors = agreed_terms()
    if errors:
        return show(case_id, errors), 422
    return act_on(case_id, mediation.redraft, {"agreement": terms}, _("新文本已发给双方签署"))


@room.post("/cases/<case_id>/correction")
def correct_agreement(case_id: str) -> Any:
    """A corrected text of what was signed."""
    terms, errors = agreed_terms()
    if errors:
        return show(case_id, errors), 422
    body = {"agreement": terms, "reason": request.form.get("correction_reason", "").strip()}
    return act_on(case_id, mediation.correct, body, _("更正文本已发给双方签署"))


@room.post("/cases/<case_id>/paper-signature")
def sign_on_paper(case_id: str) -> Any:
    """A side signed by hand."""
    body = {"side": request.form.get("side", "")}
    return act_on(case_id, mediation.sign_on_paper, body, _("已记录纸质签署"))


@room.post("/cases/<case_id>/performance")
def note_performance(case_id: str) -> Any:
    """A step was performed, or was not in time; with files that show it."""
    body = {
        "number": acting.pieces("number"),
        "state": request.form.get("state", ""),
        "note": request.form.get("performed_note", "").strip(),
    }
    verb = with_files(mediation.note_performance)
    return act_on(case_id, verb, body, _("履行情况已记录"))


@room.get("/cases/<case_id>/files/<evidence_id>")
def proof_file(case_id: str, evidence_id: str) -> Response:
    """What shows a step of performance."""
    return passed_on(mediation.proof_file(case_id, evidence_id))


@room.post("/cases/<case_id>/challenge")
def decide_challenge(case_id: str) -> Any:
    """Whether the mediator withdraws."""
    body = acting.typed("decision") | {"upheld": request.form.get("upheld") == "yes"}
    return act_on(case_id, mediation.decide_challenge, body, _("回避申请已决定"))


@room.post("/cases/<case_id>/end")
def end(case_id: str) -> Any:
    """End without an agreement."""
    return act_on(case_id, mediation.end, acting.typed("ground", "explanation"), _("调解已终止"))


def act_on(case_id: str, verb: Any, body: dict[str, Any], done: str) -> Any:
    """One act on a case, and the page of the case again with what was refused."""
    return acting.do(
        lambda act: verb(case_id, act),
        body,
        done=done,
        onward=url_for("staff.case", case_id=case_id),
        show=lambda errors: show(case_id, errors),
    )


def show(case_id: str, errors: Errors) -> str:
    """The page of a case, with what was refused."""
    found = mediation.case(case_id)
    leads = not found.get("own_seat")  # who sits beside the mediator reads, and leads nothing
    may = {action: leads and bool(reaches(action, _roles())) for action in ACTIONS}
    is_open = found["status"] in {"scheduling", "scheduled"} and may["session.schedule"]
    found_slots: dict[str, Any] = scheduling.slots(case_id) if is_open else {"items": []}
    wish = _wish(case_id, request.args.get("at", "")) if is_open else None
    offered = wish["items"] if wish and "items" in wish else found_slots["items"]
    return render_template(
        "staff/case.html",
        case=found,
        draws=pool.draws(case_id) if may["mediator.propose"] else [],
        papers=documents.of_matter(found["receipt_no"]) if leads else [],
        may=may,
        candidates=mediation.candidates(case_id)
        if "propose" in found["possible_now"] and may["mediator.propose"]
        else [],
        slots=_by_day(offered),
        blocked_by=found_slots.get("blocked_by", []),
        latest_on=found_slots.get("latest_on"),
        wish=wish,
        doors_are_open=_doors_are_open(found),
        hold=_hold(found),
        cancel_reasons=CANCEL_REASONS,
        stood=_stood(request.args.get("was", "")),
        invitation=_invitation(case_id) if may["mediator.propose"] else None,
        grounds=grounds("termination_grounds", as_date(found["opened_at"])),
        label=label,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
        kept=kept_before(),
        drafted=typed_again(found.get("terms")),
    )


def _roles() -> frozenset[str]:
    principal: Principal = g.principal
    return principal.roles


def _invitation(case_id: str) -> dict[str, Any] | None:
    try:
        return mediation.invitation(case_id)
    except NotFound:
        return None


def _doors_are_open(found: Any) -> bool:
    """Whether the next session begins within half an hour, or has begun."""
    live = [each for each in found["sessions"] if each["is_live"] and not each["held_until"]]
    if not live:
        return False
    starts_at = datetime.fromisoformat(live[-1]["starts_at"])
    return gateway().clock.now() >= starts_at - timedelta(minutes=30)


def _hold(found: Any) -> dict[str, Any] | None:
    """The slot that is kept for the case now."""
    live = (each for each in found["sessions"] if each["is_live"] and each["held_until"])
    return next(live, None)


def _wish(case_id: str, typed: str) -> dict[str, Any] | None:
    """A time that was typed, with what stands against it and the nearest slots; None without one."""
    if not typed:
        return None
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return {"typed": typed, "unreadable": True}
    local = at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
    return scheduling.check(case_id, local.isoformat()) | {"typed": typed}


def _stood(slot: str) -> dict[str, Any] | None:
    """Where a session stood before it was moved just now: ``{slot, starts_at, ends_at}``."""
    _room, _bar, starts_at = slot.partition("|")
    try:
        since = datetime.fromisoformat(starts_at)
    except ValueError:
        return None
    if since.tzinfo is None:
        return None
    until = (since + timedelta(hours=1)).isoformat()
    return {"slot": slot, "starts_at": starts_at, "ends_at": until}


def _by_day(slots: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Slots under the local day on which they begin."""
    days: dict[str, list[dict[str, Any]]] = {}
    for slot in slots:
        day = datetime.fromisoformat(slot["starts_at"]).astimezone(SHANGHAI).date().isoformat()
        days.setdefault(day, []).append(slot)
    return days
