"""The page of one matter, for the complainant or the invited respondent: where it stands, what to do."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chassis.clock import SHANGHAI
from chassis.errors import NotFound, Throttled, Unavailable
from gateway import time_zones
from gateway.citizens import COMPLAINANT, RESPONDENT
from gateway.clients import (
    documents,
    intake,
    mediation,
    proceedings,
    roots,
    scheduling,
)
from gateway.clients.calling import Act, Refused
from gateway.clock_words import (
    in_order,
    is_late_office,
    is_open,
    limits_mediation,
    opens_a_right,
)
from gateway.code_lists import ground_label, label
from gateway.context import gateway
from gateway.outlook import outlook
from gateway.pages.downloads import passed_on
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import let_out, matter_session, with_matter
from gateway.pages.public.own_records import own_records
from gateway.presentation import clock_time
from gateway.progress import progress
from gateway.unread import unread

blueprint = Blueprint("matter", __name__, url_prefix="/my/case")
AWAY_ROWS = (1, 2, 3)
TIME_MATTERS = frozenset({"awaiting_mediator", "mediator_proposed", "scheduling", "scheduled"})
MAY_SIGN = frozenset({"asked", "refused"})
_CLOSED = "huhang.intake.submission.closed.v1"
_SENT = "huhang.notification.notice.sent.v1"


@blueprint.get("")
@with_matter
def page() -> Any:
    """Status, who acts until when and why, what can be done now, the story so far."""
    return page_with({})


@blueprint.post("/consent")
@with_matter
def consent() -> Any:
    """Agree to mediation, or not."""
    answer = request.form.get("agrees", "")
    if answer not in {"yes", "no"}:
        return page_with({"agrees": _("请选择同意或不同意")}), 422
    try:
        mediation.consent(case_id(), agrees=answer == "yes", key=form_key())
    except Refused as refused:
        return page_with({"": refused.detail}), refused.status
    flash(_("已记录：您同意调解。") if answer == "yes" else _("已记录：您不同意调解。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.post("/signature")
@with_matter
def signature() -> Any:
    """Sign the agreement with the code that came by mail."""
    code = "".join(request.form.get("code", "").split())
    if not code:
        return page_with({"code": _("请输入 6 位签署码")}), 422
    try:
        mediation.sign(case_id(), code=code, key=form_key())
    except Refused as refused:
        wrong = [each.detail for each in refused.fields] or [refused.detail]
        return page_with({"code": wrong[0]}), refused.status
    except Throttled as error:
        at = clock_time(error.retry_at)
        return page_with({"code": _("尝试次数过多，请于 %(time)s 后再试", time=at)}), 429
    flash(_("您已签署调解协议。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.post("/signature/refusal")
@with_matter
def refuse_signature() -> Any:
    """Say why one does not sign."""
    body = {"reason": request.form.get("refusal-reason", "").strip()}
    try:
        mediation.refuse_signature(case_id(), Act(key=form_key(), body=body))
    except Refused as refused:
        wrong = [each.detail for each in refused.fields] or [refused.detail]
        return page_with({"refusal-reason": wrong[0]}), refused.status
    flash(_("已告知调解员：您不签署这份协议。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.post("/challenge")
@with_matter
def challenge() -> Any:
    """Say why the mediator should withdraw."""
    body = {name: request.form.get(name, "").strip() for name in ("ground", "reason")}
    try:
        mediation.challenge(case_id(), Act(key=form_key(), body=body))
    except Refused as refused:
        wrong = [each.detail for each in refused.fields] or [refused.detail]
        return page_with({"challenge-reason": wrong[0]}), refused.status
    flash(_("回避申请已提交，决定前调解暂停。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.post("/availability")
@with_matter
def availability() -> Any:
    """Days on which this side cannot come, and times that it proposes."""
    away = [
        {"from": first, "until": request.form.get(f"away-until-{n}", "").strip() or first}
        for n in AWAY_ROWS
        if (first := request.form.get(f"away-from-{n}", "").strip())
    ]
    wishes = [
        f"{wish.replace(' ', 'T')}+08:00" if "+" not in wish else wish
        for n in AWAY_ROWS
        if (wish := request.form.get(f"wish-{n}", "").strip())
    ]
    zone = request.form.get("zone") or None
    act = Act(key=form_key(), body={"away": away, "wishes": wishes, "zone": zone})
    try:
        scheduling.change(case_id(), "availability", act)
    except Refused as refused:
        wrong = [each.detail for each in refused.fields] or [refused.detail]
        return page_with({"away-from-1": wrong[0]}), refused.status
    flash(_("已记下您的时间。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.get("/evidence/<evidence_id>")
@with_matter
def download(evidence_id: str) -> Response:
    """One of the complainant's own files."""
    return passed_on(intake.evidence(g.principal.matter, evidence_id))


@blueprint.get("/proof.json")
@with_matter
def proof() -> Any:
    """The proof of the receipt and its files, once a root covers them."""
    try:
        return passed_on(roots.proof(g.principal.matter), f"proof-{g.principal.matter}.json")
    except Refused as early:
        flash(early.detail)
        return redirect(url_for("matter.page"), 303)


@blueprint.post("/leave")
def leave() -> Any:
    """Close the matter on this computer."""
    return let_out(url_for("home.home"))


def _own_time(case: Any, side: str) -> dict[str, str]:
    """What this side said about its time, as it is typed; empty where it cannot say it now."""
    if case is None or case["status"] not in TIME_MATTERS:
        return {}
    if request.endpoint == "matter.availability":  # refused: nothing that was typed is lost
        return {"open": "yes"} | request.form.to_dict()
    typed = {"open": "yes", "zone": case.get("zones", {}).get(side, time_zones.HERE)}
    for n, each in enumerate(case.get("away", {}).get(side, [])[: len(AWAY_ROWS)], 1):
        typed |= {f"away-from-{n}": each["from"], f"away-until-{n}": each["until"]}
    for n, at in enumerate(case.get("wishes", {}).get(side, [])[: len(AWAY_ROWS)], 1):
        local = datetime.fromisoformat(at).astimezone(SHANGHAI)
        typed[f"wish-{n}"] = local.strftime("%Y-%m-%d %H:%M")
    return typed


def page_with(errors: dict[str, str]) -> str:
    """The page with what was refused, by the id of its field."""
    side = RESPONDENT if g.principal.has(RESPONDENT) else COMPLAINANT
    submission = intake.submission(g.principal.matter) if side == COMPLAINANT else None
    story = intake.timeline(g.principal.matter) if side == COMPLAINANT else []
    case, is_away = _mediation_case()
    acts, clocks = _acts(case, side), _open(submission, case)
    return render_template(
        "public/matter.html",
        number=g.principal.matter,
        side=side,
        submission=submission,
        case=case,
        **own_records(side),
        proceedings=_proceedings(),
        mediation_is_away=is_away,
        acts=acts,
        progress=progress(submission, case),
        outlook=outlook(
            submission,
            case,
            acts,
            gateway().settings.hotline,
            is_late=any(is_late_office(each) for each in clocks),
        ),
        duties=[each for each in clocks if _is_duty(each, submission, case)],
        rights=[each for each in clocks if opens_a_right(each)],
        story=[each for each in story if each["type"] != _SENT],
        ending=next((each["text"] for each in story if each["type"] == _CLOSED), ""),
        waiting=unread(),
        own_time=_own_time(case, side),
        away_rows=AWAY_ROWS,
        time_zones=time_zones.choices(),
        papers=documents.of_matter(g.principal.matter),
        label=label,
        ground_label=ground_label,
        errors=[
            {"text": text, "href": f"#{name}" if name else ""} for name, text in errors.items()
        ],
        messages=errors,
        has_errors=bool(errors),
    )


def _mediation_case() -> tuple[Any, bool]:
    """The mediation case of this matter if there is one, and whether mediation did not answer."""
    try:
        found = matter_session().case_id or _found_case_id()
        return (mediation.case(found) if found else None), False
    except NotFound:
        return None, False
    except Unavailable:
        return None, True


def _proceedings() -> list[Any]:
    """What runs beside or after the mediation, as far as this side may see it."""
    try:
        return proceedings.running()
    except (NotFound, Unavailable):
        return []


def _found_case_id() -> str:
    rows = mediation.cases({"receipt_no": g.principal.matter})["items"]
    return str(rows[0]["case_id"]) if rows else ""


def case_id() -> str:
    """The mediation of this matter. Raises: NotFound when there is no mediation."""
    found = matter_session().case_id or _found_case_id()
    if not found:
        raise NotFound()
    return found


def _acts(case: Any, side: str) -> set[str]:
    """What this side can do now."""
    if case is None:
        return set()
    acts = set()
    if "consent" in case["possible_now"] and side not in case["consents"]:
        acts.add("consent")
    agreement = case.get("correction") or case["agreement"]
    if "sign" in case["possible_now"] and agreement and agreement["standing"][side] in MAY_SIGN:
        acts.add("sign")
    return acts


def _open(submission: Any, case: Any) -> list[Any]:
    """The clocks that still run, the next to fall due first."""
    clocks = [*(submission["clocks"] if submission else ()), *(case["clocks"] if case else ())]
    return [each for each in in_order(clocks) if is_open(each)]


def _is_duty(clock: Any, submission: Any, case: Any) -> bool:
    """Nobody hears of a period for mediation in a matter that went elsewhere."""
    elsewhere = submission is not None and submission["status"] == "in_progress" and case is None
    return not opens_a_right(clock) and not (elsewhere and limits_mediation(clock))
