"""Proceedings as a party sees them: the request, the steps, its own words; and asking for an adjudication."""

from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.citizens import COMPLAINANT, RESPONDENT
from gateway.clients import documents, intake, mediation, proceedings
from gateway.clients.calling import Act, Refused
from gateway.context import gateway
from gateway.pages.downloads import passed_on
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.pages.public.matter import case_id
from gateway.pages.sums import as_fen
from gateway.pages.uploads import kept_before, uploaded_files

blueprint = Blueprint("own_proceedings", __name__, url_prefix="/my/case")
HINDRANCES = {
    "no_dispute": _l("这件事项没有对方当事人。"),
    "other_right": _l("行政裁决只办专利（发明、实用新型、外观设计）侵权纠纷。"),
    "mediation_runs": _l("调解还在进行，结束后才能请求行政裁决。"),
    "runs_already": _l("行政裁决已经在办理。"),
    "no_respondent": _l("行政裁决要有明确的被请求人。请先更正对方的名称。"),
    "agreed_otherwise": _l("双方已有仲裁协议，请按协议申请仲裁。"),
    "sued": _l("法院已经立案，请在法院办理。"),
    "not_accepted": _l("事项受理以后才能请求行政裁决；已经办结的，请重新提交。"),
}
LABELS = {
    "patent_no": _l("专利号"),
    "claims": _l("请求事项"),
    "reasons": _l("事实和理由"),
    "evidence": _l("证据"),
}
_TEXTS = ("standing", "patent_no", "claims", "reasons", "evidence")
_BARS = ("has_sued", "agreed_otherwise")


@blueprint.get("/proceedings/<proceeding_id>")
@with_matter
def page(proceeding_id: str) -> Any:
    """One proceeding."""
    return _page(proceeding_id, {})


@blueprint.post("/proceedings/<proceeding_id>")
@with_matter
def state(proceeding_id: str) -> Any:
    """Answer, object, correct or challenge, in own words."""
    if not gateway().limits.take("filing", request.remote_addr or "").passes:
        return _page(proceeding_id, {"": _("提交太频繁，请过一分钟再试。")}), 429
    act = request.form.get("act", "")
    amount = as_fen(request.form.get(f"amount_fen-{act}", ""))
    if amount is None:
        text = _("请用数字填写金额，例如 12000 或者 12000.50")
        return _page(proceeding_id, {f"amount_fen-{act}": text}), 422
    body: dict[str, Any] = {
        "act": act,
        "amount_fen": amount,
        "text": request.form.get(f"text-{act}", "").strip(),
    } | {name: request.form.get(f"{name}-{act}", "") for name in ("ground", "seat", "expert_id")}
    try:
        body["files"] = uploaded_files("files")
        proceedings.state(proceeding_id, Act(key=form_key(), body=body))
    except Refused as refused:
        named = {"note": "text"}
        wrong = {f"{named.get(e.field, e.field)}-{act}": e.detail for e in refused.fields}
        return _page(proceeding_id, wrong or {"": refused.detail or refused.title}), refused.status
    flash(_("已提交，中心会按期限办理。"))
    return redirect(url_for("own_proceedings.page", proceeding_id=proceeding_id), 303)


@blueprint.get("/proceedings/<proceeding_id>/files/<evidence_id>")
@with_matter
def file(proceeding_id: str, evidence_id: str) -> Response:
    """One file of it that is for the party."""
    return passed_on(proceedings.file(proceeding_id, evidence_id))


@blueprint.get("/performance/<evidence_id>")
@with_matter
def proof_file(evidence_id: str) -> Response:
    """What shows that a step of the agreement was performed."""
    return passed_on(mediation.proof_file(case_id(), evidence_id))


@blueprint.get("/adjudication")
@with_matter
def ask() -> Any:
    """The form of a request, or what stands in its way."""
    if not g.principal.has(COMPLAINANT):
        return redirect(url_for("matter.page"), 303)
    return _form({})


@blueprint.post("/adjudication")
@with_matter
def send() -> Any:
    """Ask for an administrative adjudication."""
    if not g.principal.has(COMPLAINANT):
        return redirect(url_for("matter.page"), 303)
    if not gateway().limits.take("filing", request.remote_addr or "").passes:
        return _form({"": _("提交太频繁，请过一分钟再试。")}), 429
    unanswered = {
        name: _("请选择有或没有") for name in _BARS if request.form.get(name) not in {"yes", "no"}
    }
    if not request.form.get("standing"):
        unanswered["standing"] = _("请选择您的身份")
    body: dict[str, Any] = {name: request.form.get(name, "").strip() for name in _TEXTS}
    body |= {name: request.form.get(name) == "yes" for name in _BARS}
    try:
        body["files"] = uploaded_files("files")
        # Asked even when something is unanswered, so that all mistakes are told at once.
        if unanswered:
            body |= dict.fromkeys(unanswered)
        opened = proceedings.request_adjudication(
            g.principal.matter, Act(key=form_key(), body=body)
        )
    except Refused as refused:
        wrong = {e.field: _named(e.field, e.detail) for e in refused.fields} | unanswered
        return _form(wrong or {"": refused.detail or refused.title}), refused.status
    flash(_("请求书已提交。中心在五个工作日内决定是否立案。"))
    onward = url_for("own_proceedings.page", proceeding_id=opened["proceeding_id"])
    return redirect(onward, 303)


def _page(proceeding_id: str, errors: dict[str, str]) -> str:
    found = proceedings.one(proceeding_id)
    return render_template(
        "public/proceeding.html",
        found=found,
        side=RESPONDENT if g.principal.has(RESPONDENT) else COMPLAINANT,
        papers=documents.of_matter(g.principal.matter),
        acted=request.form.get("act", ""),
        kept=kept_before(),
        **_told(errors),
    )


def _form(errors: dict[str, str]) -> str:
    number = g.principal.matter
    submission = intake.submission(number)
    may = proceedings.adjudication_of(number)
    known = {"patent_no": submission["fields"]["right_number"]}
    return render_template(
        "public/adjudication.html",
        number=number,
        submission=submission,
        standings=may["standings"],
        kept=kept_before(),
        hindrance=HINDRANCES.get(may["hindrance"], may["hindrance"]),
        fields={name: request.form.get(name, known.get(name, "")) for name in (*_TEXTS, *_BARS)},
        **_told(errors),
    )


def _named(field: str, detail: str) -> str:
    """A mistake with the label of its field before it, for the summary tells several."""
    label = LABELS.get(field)
    return _("%(field)s：%(problem)s", field=label, problem=detail) if label else detail


def _told(errors: dict[str, str]) -> dict[str, Any]:
    return {
        "typed": request.form,
        "messages": errors,
        "errors": [
            {"text": text, "href": f"#{name}" if name else ""} for name, text in errors.items()
        ],
        "has_errors": bool(errors),
    }
