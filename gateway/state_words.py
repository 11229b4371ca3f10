"""What the states of matters, cases, applications and transfers are called, for citizens and for staff."""

from flask import Flask
from flask_babel import lazy_gettext as _l

STATES = {
    "received": _l("待受理"),
    "accepted": _l("已受理"),
    "refused": _l("不予受理"),
    "in_progress": _l("办理中"),
    "closed": _l("已办结"),
    "merged": _l("已并案"),
    "awaiting_parties": _l("正在核对当事人"),
    "awaiting_consent": _l("等待双方同意"),
    "awaiting_mediator": _l("待选调解员"),
    "mediator_proposed": _l("等待调解员答复"),
    "scheduling": _l("待排期"),
    "scheduled": _l("已排期"),
    "awaiting_signatures": _l("等待签署"),
    "agreed": _l("已达成协议"),
    "ended": _l("调解终止"),
    "prepared": _l("待签收"),
    "receipted": _l("已签收"),
    "confirmed": _l("已裁定确认"),
    "rejected": _l("已裁定驳回"),
    "open": _l("待报告"),
    "proposed": _l("待批准"),
    "approved": _l("待发出"),
    "disapproved": _l("未批准"),
    "sent": _l("待签收"),
    "filed": _l("已立案"),
    "not_filed": _l("不予立案"),
    "handed_over": _l("已移交"),
    "reconsideration": _l("复议中"),
    "upheld": _l("复议维持不立案"),
    "with_procuratorate": _l("检察院立案监督中"),
    "finally_not_filed": _l("终局不予立案"),
    "waiting": _l("等待发送"),
    "sending": _l("发送中"),
    "failed": _l("发送失败"),
    "no_address": _l("无邮箱"),
    "overtaken": _l("无须再发"),
    "uncertain": _l("送达不明"),
    "by_hand": _l("已另行告知"),
}


def state(code: str) -> str:
    """A state as people say it."""
    return str(STATES.get(code, code))


def install(app: Flask) -> None:
    """Make it a filter of an application's templates."""
    app.add_template_filter(state)
