"""Transfers to the police: report, approval, papers, and the police desk."""

from typing import Any

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _

from chassis.errors import Unavailable
from contracts.permissions import reaches
from gateway.api.transfer_reports import names_of
from gateway.clients import documents, guests, intake, referral
from gateway.clients.calling import Json, Versioned
from gateway.pages.downloads import passed_on
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.figures import offences, typed_figures
from gateway.pages.staff.goods import GOODS_ROWS, typed_goods
from gateway.pages.staff.room import room

ACTIONS = (
    "transfer.propose",
    "transfer.approve",
    "transfer.send",
    "transfer.answer",
    "transfer.reconsider",
    "transfer.ask_procuratorate",
    "transfer.hand_over",
)


@room.get("/transfers")
def transfers() -> str:
    """Transfers that the person may see."""
    page = referral.transfers({"cursor": request.args.get("cursor", ""), "limit": 50})
    return render_template("staff/transfers.html", page=page)


@room.get("/transfers/<transfer_id>")
def transfer(transfer_id: str) -> str:
    """One transfer."""
    return show_transfer(transfer_id, [])


@room.get("/transfers/<transfer_id>/documents/<code>")
def transfer_document(transfer_id: str, code: str) -> Response:
    """One paper of a file."""
    return passed_on(referral.document("transfers", transfer_id, code))


@room.post("/transfers/<transfer_id>/report")
def report(transfer_id: str) -> Any:
    """Two officers report."""
    figures, errors = typed_figures(request.form.get("offence", ""))
    if errors:
        return show_transfer(transfer_id, errors), 422
    officers = [request.form.get(n, "").strip() for n in ("officer_1", "officer_2")]
    body: dict[str, Any] = {
        "officers": officers,
        "officer_names": names_of([each for each in officers if each]),
        **acting.typed("offence", "summary"),
        "figures": figures,
        **{n: acting.ticked(n) for n in ("repeat", "two_or_more", "reasonable_suspicion")},
    }
    return _act(
        transfer_id, referral.report_transfer, body, _("报告已提交，等待另一名办案人员签署")
    )


@room.post("/transfers/<transfer_id>/cosignature")
def cosign(transfer_id: str) -> Any:
    """联名签署."""
    return _act(transfer_id, referral.cosign_transfer, {}, _("已联名签署，等待负责人批准"))


@room.post("/transfers/<transfer_id>/approval")
def approval(transfer_id: str) -> Any:
    """The head decides."""
    body = {"approves": request.form.get("approves") == "yes", **acting.typed("reason")}
    return _act(transfer_id, referral.approve_transfer, body, _("决定已记录"))


@room.post("/transfers/<transfer_id>/documents")
def add_document(transfer_id: str) -> Any:
    """Add one paper."""
    body = acting.typed("code", "title", "text", "evidence_id")
    return _act(transfer_id, referral.add_paper, body, _("材料已加入"))


@room.post("/transfers/<transfer_id>/dispatch")
def dispatch(transfer_id: str) -> Any:
    """Send the file."""
    return _act(transfer_id, referral.dispatch_transfer, {}, _("已移送公安机关，等待回执"))


@room.post("/transfers/<transfer_id>/receipt")
def receipt_transfer(transfer_id: str) -> Any:
    """签收回执."""
    return _act(
        transfer_id, referral.receipt_transfer, {}, _("已签收回执，立案审查期限自送达起计算")
    )


@room.post("/transfers/<transfer_id>/forwarding")
def forward(transfer_id: str) -> Any:
    """转送有管辖权的公安机关; the file leaves this desk, and so does the person."""
    return acting.do(
        lambda act: referral.forward(transfer_id, act),
        acting.typed("desk"),
        done=_("已转送，案卷不再由本机关办理"),
        onward=url_for("staff.transfers"),
        show=lambda errors: show_transfer(transfer_id, errors),
    )


@room.post("/transfers/<transfer_id>/supplement-request")
def ask_supplement(transfer_id: str) -> Any:
    """通知补正."""
    body = acting.typed("wanted")
    return _act(transfer_id, referral.ask_supplement, body, _("已通知补正"))


@room.post("/transfers/<transfer_id>/supplement")
def supply(transfer_id: str) -> Any:
    """补正."""
    return _act(transfer_id, referral.supply, {}, _("补正材料已提交公安机关"))


@room.post("/transfers/<transfer_id>/reminders")
def chase_police(transfer_id: str) -> Any:
    """催办."""
    return _act(transfer_id, referral.chase_police, {}, _("已催办，通知已发给对方"))


@room.post("/transfers/<transfer_id>/decision")
def decide_transfer(transfer_id: str) -> Any:
    """The police decide."""
    body = acting.typed("decision", "case_no", "reasons")
    return _act(transfer_id, referral.decide_transfer, body, _("决定已记录"))


@room.post("/transfers/<transfer_id>/reconsideration")
def reconsideration(transfer_id: str) -> Any:
    """提请复议."""
    body = acting.typed("reasons")
    return _act(transfer_id, referral.reconsider_transfer, body, _("已提请复议"))


@room.post("/transfers/<transfer_id>/supervision")
def supervision(transfer_id: str) -> Any:
    """建议检察院立案监督."""
    body = acting.typed("reasons")
    return _act(transfer_id, referral.ask_procuratorate, body, _("已记录：建议检察院进行立案监督"))


@room.post("/transfers/<transfer_id>/handover")
def hand_over(transfer_id: str) -> Any:
    """移交涉案物品和材料."""
    goods = typed_goods()
    body = {"goods": goods} if goods else {}
    return _act(transfer_id, referral.hand_over, body, _("已记录移交"))


@room.post("/transfers/<transfer_id>/penalties")
def note_penalty(transfer_id: str) -> Any:
    """已作出的行政处罚."""
    body = acting.typed("kind", "number", "decided_on")
    return _act(transfer_id, referral.note_penalty, body, _("已记录"))


@room.post("/transfers/<transfer_id>/procuratorate-copy")
def copy_to_procuratorate(transfer_id: str) -> Any:
    """抄送检察院."""
    return _act(transfer_id, referral.copy_to_procuratorate, {}, _("已记录抄送"))


def _act(transfer_id: str, verb: Any, body: dict[str, Any], done: str) -> Any:
    return acting.do(
        lambda act: verb(transfer_id, act),
        body,
        done=done,
        onward=url_for("staff.transfer", transfer_id=transfer_id),
        show=lambda errors: show_transfer(transfer_id, errors),
    )


def _evidence(item: Versioned) -> list[dict[str, Any]]:
    """Files of the matter that may go along, for whoever completes the file; none if intake is away."""
    may_add = bool(reaches("transfer.send", g.principal.roles))
    if not (may_add and "add_document" in item["possible_now"]):
        return []
    try:
        return intake.evidence_to_go(item["receipt_no"])
    except Unavailable:
        return []


def _other_desks(item: Versioned) -> list[dict[str, Any]]:
    """Where the police may forward a file."""
    may_answer = bool(reaches("transfer.answer", g.principal.roles))
    if not (may_answer and "forward" in item["possible_now"]):
        return []
    return [
        each
        for each in referral.desks()
        if each["kind"] == "police" and each["code"] != item["desk"]
    ]


def _check(item: Versioned) -> dict[str, Any] | None:
    """What the police would send back, as long as papers can be added: also before the approval."""
    may_check = bool(reaches("package.check", g.principal.roles))
    if not (may_check and "add_document" in item["possible_now"]) or item.get("sent_at"):
        return None
    return referral.check_transfer(item["transfer_id"])


def show_transfer(transfer_id: str, errors: Errors, told: Json | None = None) -> str:
    """The page of a transfer. ``told``: a new link with its code, shown this one time."""
    item = referral.transfer(transfer_id)
    invites = bool(reaches("guest.invite", g.principal.roles)) and bool(item.get("sent_at"))
    return render_template(
        "staff/transfer.html",
        item=item,
        papers=documents.of_matter(item["receipt_no"]),
        evidence=_evidence(item),
        desks=_other_desks(item),
        check=_check(item),
        invites=invites,
        guest_links=guests.links_of("transfers", transfer_id) if invites else [],
        told=told,
        may={action: bool(reaches(action, g.principal.roles)) for action in ACTIONS},
        goods_rows=GOODS_ROWS,
        offences=offences() if "report" in item["possible_now"] else [],
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )
