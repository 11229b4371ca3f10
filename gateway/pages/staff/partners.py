"""Partner systems that are told of events: adding one, trying it, what was delivered."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.clients import notification
from gateway.clients.calling import Act, Refused
from gateway.pages.staff import acting
from gateway.pages.staff.acting import Errors
from gateway.pages.staff.room import room

EVENTS = {
    "huhang.intake.submission.filed.v1": _l("收到投诉"),
    "huhang.intake.submission.accepted.v1": _l("受理"),
    "huhang.intake.submission.refused.v1": _l("不予受理"),
    "huhang.intake.submission.routed.v1": _l("转办"),
    "huhang.intake.submission.closed.v1": _l("办结"),
    "huhang.intake.submission.decided.v1": _l("举报、咨询或援助有处理结果"),
    "huhang.intake.submission.handed_over.v1": _l("移交其他部门"),
    "huhang.intake.supplement.requested.v1": _l("要求补充材料"),
    "huhang.intake.message.posted.v1": _l("新留言"),
    "huhang.intake.submission.extended.v1": _l("延长办理期限"),
    "huhang.mediation.invitation.issued.v1": _l("发出调解邀请"),
    "huhang.mediation.mediator.proposed.v1": _l("邀请调解员"),
    "huhang.mediation.mediator.appointed.v1": _l("选定调解员"),
    "huhang.mediation.session.scheduled.v1": _l("排定会议"),
    "huhang.mediation.session.cancelled.v1": _l("取消会议"),
    "huhang.mediation.session.attendance_answered.v1": _l("答复是否参加会议"),
    "huhang.mediation.clock.alarm.v1": _l("调解期限提醒"),
    "huhang.mediation.agreement.drafted.v1": _l("拟定调解协议"),
    "huhang.mediation.agreement.signed.v1": _l("签署调解协议（一方）"),
    "huhang.mediation.agreement.signature_refused.v1": _l("一方拒签调解协议"),
    "huhang.mediation.agreement.reached.v1": _l("调解协议生效"),
    "huhang.mediation.case.ended.v1": _l("调解终止"),
    "huhang.mediation.payment.due.v1": _l("协议履行到期"),
    "huhang.mediation.blind_offer.moved.v1": _l("盲报价"),
    "huhang.mediation.correction.moved.v1": _l("更正调解协议"),
    "huhang.mediation.facts.moved.v1": _l("无争议事实记载"),
    "huhang.mediation.term.moved.v1": _l("鉴定开始或者结束"),
    "huhang.intake.submission.term_set.v1": _l("调解期限延后"),
    "huhang.mediation.proceeding.moved.v1": _l("仲裁、裁决等程序有进展"),
    "huhang.referral.confirmation.prepared.v1": _l("申请司法确认"),
    "huhang.referral.confirmation.reminded.v1": _l("催办法院"),
    "huhang.referral.confirmation.decided.v1": _l("司法确认有结果"),
    "huhang.referral.referral.moved.v1": _l("移送、协查或者通知有进展"),
    "huhang.webhook.test": _l("测试"),
}
STATES = {"waiting": _l("等待发送"), "delivered": _l("已送达"), "failed": _l("发送失败")}


@room.get("/partners")
def partners() -> str:
    """All endpoints, and a form for another."""
    return _list([])


@room.post("/partners")
def add_partner() -> Any:
    """Add one, and show its secret this one time."""
    body = {**acting.typed("name", "url"), "types": request.form.getlist("types")}
    try:
        made = notification.add_partner(_act(body))
    except Refused as refusal:
        return _list(acting.errors_of(refusal)), refusal.status
    return _one(made["endpoint_id"], secret=made["secret"])


@room.get("/partners/<endpoint_id>")
def partner(endpoint_id: str) -> str:
    """One endpoint with its deliveries."""
    return _one(endpoint_id)


@room.post("/partners/<endpoint_id>/secret")
def new_secret(endpoint_id: str) -> str:
    """Another secret, shown this one time."""
    made = notification.change_partner(endpoint_id, "secret", _act({}))
    return _one(endpoint_id, secret=made["secret"])


@room.post("/partners/<endpoint_id>/switch")
def switch(endpoint_id: str) -> Any:
    """On or off."""
    notification.change_partner(
        endpoint_id, "switch", _act({"is_active": acting.ticked("is_active")})
    )
    flash(_("已保存"))
    return redirect(url_for("staff.partner", endpoint_id=endpoint_id), 303)


@room.post("/partners/<endpoint_id>/test")
def try_partner(endpoint_id: str) -> Any:
    """Send something harmless."""
    notification.change_partner(endpoint_id, "tests", _act({}))
    flash(_("测试消息已发出，过几秒刷新看结果"))
    return redirect(url_for("staff.partner", endpoint_id=endpoint_id), 303)


@room.post("/partners/<endpoint_id>/deliveries/<delivery_id>")
def redeliver(endpoint_id: str, delivery_id: str) -> Any:
    """Deliver something again."""
    notification.redeliver(delivery_id, _act({}))
    flash(_("已重新安排发送"))
    return redirect(url_for("staff.partner", endpoint_id=endpoint_id), 303)


def _act(body: dict[str, Any]) -> Act:
    return Act(key=request.form.get("form_key", ""), body=body)


def _list(errors: Errors) -> str:
    return render_template(
        "staff/partners.html",
        found=notification.partners(),
        words=EVENTS,
        states=STATES,
        errors=errors,
        has_errors=bool(errors),
        typed=request.form,
    )


def _one(endpoint_id: str, secret: str = "") -> str:
    return render_template(
        "staff/partner.html",
        partner=notification.partner(endpoint_id),
        secret=secret,
        words=EVENTS,
        states=STATES,
    )
