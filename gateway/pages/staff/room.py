"""The blueprint of all staff pages, and the words that they share."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.api_keys import SUBJECT
from gateway.context import gateway
from gateway.state_words import state
from gateway.storage.account_rows import Account

room = Blueprint("staff", __name__, url_prefix="/staff")

NOTICE_SENT = _l("已发送")
AUDIENCES = {
    "complainant": _l("投诉人"),
    "respondent": _l("被投诉人"),
    "mediator": _l("调解员"),
    "complainant_signing": _l("投诉人"),
    "respondent_signing": _l("被投诉人"),
    "complainant_facts": _l("投诉人"),
    "respondent_facts": _l("被投诉人"),
    "panel": _l("合议组成员"),
    "applicant": _l("专家库申请人"),
    "member": _l("专家库成员"),
    "court_desk": _l("人民法院"),
    "police_desk": _l("公安机关"),
    "partner_desk": _l("接收单位"),
    "guest": _l("没有账号的接收人"),
    "supervisor": _l("负责人"),
    "officer": _l("办案人员"),
    "assignee": _l("经办人"),
    "former_assignee": _l("原经办人"),
}
CHANNELS = {"email": _l("邮件"), "sms": _l("短信"), "wechat": _l("微信"), "portal": _l("站内消息")}
READERS = frozenset({"officer", "supervisor"})
WAYS_BY_HAND = {"call": _l("电话"), "letter": _l("信函"), "in_person": _l("当面")}
ATTENDANCE = {
    "accepted": _l("参加"),
    "tentative": _l("可能参加"),
    "declined": _l("不能参加"),
}


@room.app_template_filter("person")
def person_of(account: str) -> str:
    """Whose account or key it is; the account itself where nobody here has it."""
    if account.startswith(SUBJECT):
        return gateway().keys.name_of(account) or account
    known = gateway().accounts.find(account.removeprefix("staff:"))
    return known.name if known else account


def officer_accounts() -> list[Account]:
    """Everybody who works as an officer, by name."""
    return [
        each
        for each in gateway().register.everybody()
        if each.is_active and "officer" in each.roles
    ]


def officer_options() -> list[dict[str, str]]:
    """Officers to choose from, as ``{value, text}``."""
    return [{"value": each.account, "text": each.name} for each in officer_accounts()]


def reader_options() -> list[dict[str, str]]:
    """Who may be named a reader of a secret: those who handle matters, and those who lead them."""
    return [
        {"value": each.account, "text": each.name}
        for each in gateway().register.everybody()
        if each.is_active and READERS & set(each.roles)
    ]


def by_name(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A timeline with the names of our people: ``who`` acted, and who is meant in the text."""
    names = {each.account: each.name for each in gateway().register.everybody()}
    return [
        {
            **each,
            "who": names.get(each["actor"]["id"].removeprefix("staff:"), ""),
            "text": each["text"].replace(account, names.get(account, account))
            if (account := each.get("account", ""))
            else each["text"],
        }
        for each in entries
    ]


@room.app_template_filter("notice_state")
def notice_state(code: str) -> str:
    """The state of a notice; ``sent`` means something else for a transfer."""
    return str(NOTICE_SENT) if code == "sent" else state(code)


@room.app_template_filter("audience")
def audience_word(code: str) -> str:
    """Who a notice is for."""
    return str(AUDIENCES.get(code, code))


@room.app_template_filter("attendance")
def attendance_word(code: str | None) -> str:
    """Whether somebody comes."""
    return str(ATTENDANCE.get(code or "", _("尚未答复")))


@room.app_template_filter("notice_look")
def notice_look(code: str) -> str:
    """The colour of a notice's state: red where a person must see to it."""
    needs_somebody = {"failed": "red", "uncertain": "orange", "no_address": "yellow"}
    return needs_somebody.get(code, "green" if code in {"sent", "by_hand"} else "grey")


@room.app_template_filter("notice_channel")
def notice_channel(code: str) -> str:
    """By which way a notice goes."""
    return str(CHANNELS.get(code, code))


@room.app_template_filter("by_hand")
def by_hand(code: str) -> str:
    """On which way somebody was told whom no message reached."""
    return str(WAYS_BY_HAND.get(code, code))


@room.app_template_filter("side")
def side_word(code: str) -> str:
    """A side of the dispute."""
    return _("投诉人") if code == "complainant" else _("被投诉人")
