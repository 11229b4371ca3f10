"""The expert pool for the staff: members, applications, draws of mediators."""

from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _

from contracts.permissions import reaches
from gateway.clients import pool
from gateway.code_lists import label
from gateway.pages.staff import acting, cases
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room


@room.get("/pool")
def pool_members() -> str:
    """Members and the applications that wait."""
    return _members([])


@room.get("/pool/applications/<application_id>")
def pool_application(application_id: str) -> str:
    """One application, and its decision."""
    return _application(application_id, [])


@room.post("/pool/applications/<application_id>")
def decide_application(application_id: str) -> Any:
    """Admit or refuse."""
    body = acting.typed("reason", "account") | {
        "admits": request.form.get("admits") == "yes",
        "term_until": request.form.get("term_until", "").strip() or None,
    }
    return acting.do(
        lambda act: pool.decide(application_id, act),
        body,
        done=_("已记录审核结果"),
        onward=url_for("staff.pool_members"),
        show=lambda errors: _application(application_id, errors),
    )


@room.post("/pool/applications/<application_id>/question")
def ask_applicant(application_id: str) -> Any:
    """Ask for more; the applicant gets a link by mail."""
    return acting.do(
        lambda act: pool.ask(application_id, act),
        acting.typed("text"),
        done=_("已发邮件请申请人补充"),
        onward=url_for("staff.pool_application", application_id=application_id),
        show=lambda errors: _application(application_id, errors),
    )


@room.post("/pool/members/<expert_id>/suspension")
def suspend_member(expert_id: str) -> Any:
    """No new cases for a member, or again."""
    return acting.do(
        lambda act: pool.suspend(expert_id, act),
        acting.typed("reason"),
        done=_("已保存"),
        onward=url_for("staff.pool_members"),
        show=_members,
    )


@room.get("/pool/members/<expert_id>")
def pool_member(expert_id: str) -> str:
    """One member: term, licences, ratings."""
    return _member(expert_id, [])


@room.post("/pool/members/<expert_id>/term")
def renew_term(expert_id: str) -> Any:
    """Appoint for longer."""
    body = {"term_until": request.form.get("term_until", "").strip()}
    return _keep(expert_id, "term", body)


@room.post("/pool/members/<expert_id>/qualifications")
def renew_qualification(expert_id: str) -> Any:
    """Note a licence."""
    body = acting.typed("name", "number") | {
        "valid_until": request.form.get("valid_until", "").strip() or None
    }
    return _keep(expert_id, "qualifications", body)


@room.post("/cases/<case_id>/rating")
def rate_mediator(case_id: str) -> Any:
    """What the officer thinks of the mediator's work in a case that is over."""
    return acting.do(
        lambda act: pool.rate(case_id, act),
        {"score": acting.pieces("score")} | acting.typed("note"),
        done=_("评价已保存，当事人看不到"),
        onward=url_for("staff.case", case_id=case_id),
        show=lambda errors: cases.show(case_id, errors),
    )


@room.post("/cases/<case_id>/draws")
def announce_draw(case_id: str) -> Any:
    """Publish who may be drawn."""
    return acting.do(
        lambda act: pool.announce_draw(case_id, act),
        {},
        done=_("抽取已公布，请在场人员给出一个公开词后抽取"),
        onward=url_for("staff.case", case_id=case_id, _anchor="draw"),
        show=lambda errors: cases.show(case_id, errors),
    )


@room.post("/cases/<case_id>/draws/result")
def hold_draw(case_id: str) -> Any:
    """Draw, and ask whoever was chosen."""
    return acting.do(
        lambda act: pool.hold_draw(case_id, act),
        acting.typed("public_word"),
        done=_("已抽取，结果和验证文件已公开"),
        onward=url_for("staff.case", case_id=case_id, _anchor="draw"),
        show=lambda errors: cases.show(case_id, errors),
    )


def _members(errors: Errors) -> str:
    return render_template(
        "staff/pool.html",
        found=pool.members(),
        waiting=pool.applications("received"),
        asked=pool.applications("asked"),
        may_decide=_may_decide(),
        label=label,
        errors=errors,
        has_errors=bool(errors),
    )


def _keep(expert_id: str, what: str, body: dict[str, Any]) -> Any:
    return acting.do(
        lambda act: pool.keep(expert_id, what, act),
        body,
        done=_("已保存"),
        onward=url_for("staff.pool_member", expert_id=expert_id),
        show=lambda errors: _member(expert_id, errors),
    )


def _member(expert_id: str, errors: Errors) -> str:
    return render_template(
        "staff/pool_member.html",
        found=pool.member(expert_id),
        may_decide=_may_decide(),
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _application(application_id: str, errors: Errors) -> str:
    return render_template(
        "staff/pool_application.html",
        found=pool.application(application_id),
        may_decide=_may_decide(),
        label=label,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _may_decide() -> bool:
    return bool(reaches("pool.decide", g.principal.roles))
