"""What notices are called, for citizens and for staff."""

from flask import Flask
from flask_babel import lazy_gettext as _l

_NOTICES = {
    "filed": _l("收件回执"),
    "accepted": _l("受理通知"),
    "refused": _l("不予受理通知"),
    "routed": _l("转办通知"),
    "closed": _l("办结通知"),
    "news": _l("进展通知"),
    "supplement_requested": _l("补充材料通知"),
    "invitation": _l("调解邀请"),
    "mediator_proposed": _l("调解员邀请"),
    "mediator_appointed": _l("选定调解员通知"),
    "session_scheduled": _l("调解会议通知"),
    "session_cancelled": _l("调解会议取消通知"),
    "session_reminder": _l("调解会议提醒"),
    "consent_reminder": _l("答复邀请的提醒"),
    "attendance_declined": _l("不能参加会议的通知"),
    "panel_pick": _l("选定合议组成员的通知"),
    "panel_asked": _l("加入合议组的邀请"),
    "panel_complete": _l("合议组组成通知"),
    "absence_noted": _l("没有到会的通知"),
    "absence_explained": _l("说明缺席理由的通知"),
    "absence_undone": _l("撤销缺席记录的通知"),
    "slot_kept": _l("会议时段保留通知"),
    "pool_news": _l("专家库通知"),
    "signing_code": _l("协议签署码"),
    "signature_refused": _l("拒签协议的通知"),
    "agreement_reached": _l("协议生效通知"),
    "talk_posted": _l("调解留言通知"),
    "offer_moved": _l("调解方案通知"),
    "payment_due": _l("履行提醒"),
    "blind_moved": _l("盲报价通知"),
    "correction_code": _l("协议更正签署码"),
    "facts_code": _l("无争议事实签署码"),
    "term_moved": _l("调解期限变动通知"),
    "proceeding_moved": _l("程序进展通知"),
    "case_ended": _l("调解终止通知"),
    "court_item": _l("待签收通知"),
    "confirmation_decided": _l("司法确认结果通知"),
    "police_item": _l("待签收通知"),
    "partner_item": _l("待签收通知"),
    "partner_reminder": _l("到期提醒"),
    "partner_chased": _l("催办通知"),
    "guest_link": _l("一次性链接"),
    "silent_body": _l("接收单位多次催办仍未办理，请决定是否督办"),
    "assigned": _l("分派给您办理"),
    "unassigned": _l("不再由您经办"),
    "ruling_needed": _l("两次退单，请裁定由谁办理"),
    "reconsideration": _l("提请复议通知"),
    "digest": _l("每日提要"),
    "partner_switched_off": _l("对接系统连续五天收不到消息，已停用"),
}


def notice(code: str) -> str:
    """What a notice is about, as people say it."""
    return str(_NOTICES.get(code, code))


def install(app: Flask) -> None:
    """Make it a filter of an application's templates."""
    app.add_template_filter(notice)
