"""What is said around a mediation, in words: threads, offers, tries of contact."""

from flask import Flask
from flask_babel import lazy_gettext as _l

OFFER_STATES = {
    "open": _l("等待答复"),
    "accepted": _l("已接受"),
    "declined": _l("未接受"),
    "withdrawn": _l("已撤回"),
    "expired": _l("已过期"),
}
NEARNESS = {
    "meet": _l("双方的金额已经重合，请调解员提出具体数额"),
    "within_10": _l("相差不到 10%"),
    "within_25": _l("相差 10% 至 25%"),
    "within_50": _l("相差 25% 至 50%"),
    "far": _l("相差 50% 以上"),
}
WAYS = {
    "phone": _l("电话"),
    "sms": _l("短信"),
    "email": _l("邮件"),
    "letter": _l("信函"),
    "visit": _l("上门"),
}
OUTCOMES = {
    "reached": _l("已联系上"),
    "no_answer": _l("无人应答"),
    "message_left": _l("已留言"),
    "wrong_number": _l("号码或者地址有误"),
    "refused": _l("对方拒绝沟通"),
}
SPEAKERS = {
    "complainant": _l("投诉人"),
    "respondent": _l("被投诉人"),
    "mediator": _l("调解员"),
}


def install(app: Flask) -> None:
    """Make the words filters of an application's templates."""
    for name, words in (
        ("offer_state", OFFER_STATES),
        ("nearness", NEARNESS),
        ("way_of_contact", WAYS),
        ("contact_outcome", OUTCOMES),
        ("speaker", SPEAKERS),
    ):
        app.add_template_filter(lambda code, words=words: str(words.get(code, code)), name)
