"""Time as people say it: why a slot is good, and why there is none."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gateway.presentation import BEARERS

REASONS = {
    "earliest": _l("最早可排"),
    "wished_by_complainant": _l("投诉人提议的时间"),
    "wished_by_respondent": _l("被投诉人提议的时间"),
    "beside_another": _l("紧接调解员的另一场"),
    "same_room": _l("与上次同一房间"),
    "near_deadline": _l("离期限不到一周"),
    "night_of_complainant": _l("投诉人当地是清晨或者深夜"),
    "night_of_respondent": _l("被投诉人当地是清晨或者深夜"),
}
EQUIPMENT = {
    "video": _l("视频设备"),
    "step_free": _l("无障碍通道"),
    "hearing_loop": _l("助听设备"),
    "projector": _l("投影"),
}
SEATS = {
    "party_picked": _l("当事人选定的成员"),
    "technical": _l("技术成员"),
    "member": _l("其他成员"),
    "interpreter": _l("翻译"),
    "alternate": _l("候补成员"),
}
"""Who sits beside the mediator."""
PLAN_STATES = {
    "computing": _l("计算中"),
    "ready": _l("待批准"),
    "approved": _l("已批准"),
    "failed": _l("计算失败"),
}
TAKEN_BY = {
    "mediator": _l("这个时间调解员已有其他会议，请另选时段。"),
    "room": _l("这个时间房间已被占用，请另选时段。"),
    "party": _l("这个时间有一方当事人已有其他会议，请另选时段。"),
    "panel": _l("这个时间合议组有成员已有其他会议，请另选时段。"),
}
"""Who or what a slot was lost to."""
CANCEL_REASONS = {
    "party": _l("当事人不能参加"),
    "mediator": _l("调解员不能参加"),
    "room": _l("场地不能使用"),
    "other": _l("其他原因"),
}


def install(app: Flask) -> None:
    """Make the words filters of an application's templates."""
    app.add_template_filter(lambda code: str(REASONS.get(code, code)), "slot_reason")
    app.add_template_filter(lambda code: str(EQUIPMENT.get(code, code)), "equipment")
    app.add_template_filter(lambda code: str(PLAN_STATES.get(code, code)), "plan_state")
    app.add_template_filter(lambda code: str(SEATS.get(code, code)), "panel_seat")
    app.add_template_filter(why_not, "why_not")
    app.add_template_filter(against, "against")
    app.add_template_filter(promise, "promise")


def why_not(rule: Mapping[str, Any]) -> str:
    """One of the rules that together leave no slot."""
    who, by = str(rule["who"]), _whose(rule)
    sentences = {
        "too_soon": _("通知双方需要提前的工作日还没到"),
        "after_deadline": _("调解期限到 %(day)s 为止", day=who),
        "outside_hours": _("%(who)s的接案时间", who=by),
        "member_busy": _("%(who)s已有其他场次", who=by),
        "day_full": _("%(who)s当天场次已满", who=by),
        "party_busy": _("%(who)s已有其他场次", who=by),
        "party_away": _("%(who)s不能到场的日子", who=by),
        "no_room": _("没有合适的空房间"),
        "not_looked_at": _("不在可以排期的日子里"),
        "no_half_hour": _("会议只在整点和半点开始"),
        "others_first": _("这些天的时段都给了更紧迫的案件"),
    }
    return sentences.get(str(rule["code"]), str(rule["code"]))


def against(rule: Mapping[str, Any]) -> str:
    """What stands against one time."""
    sentences = {
        "too_soon": _("太近，来不及提前通知双方"),
        "after_deadline": _("已过调解期限（%(day)s）", day=str(rule["who"])),
        "outside_hours": _("%(who)s这个时间不接案", who=_whose(rule)),
        "party_away": _("%(who)s这一天不能到场", who=_whose(rule)),
        "no_room": _("没有空房间"),
    }
    return sentences.get(str(rule["code"])) or why_not(rule)


def _whose(rule: Mapping[str, Any]) -> str:
    """A side in words, or the name of a member of the pool."""
    who = str(rule["who"])
    return str(BEARERS.get(who, who))


def promise(broken: Mapping[str, Any]) -> str:
    """What was promised around a session and does not hold."""
    who = _whose(broken)
    sentences = {
        "mediator_silent": _("调解员没有在三个工作日内答复，可以另选"),
        "conflict": _("调解员与当事人有利害关系，应当回避"),
        "no_session": _("离调解期限不到两周，还没有排期"),
        "no_outcome": _("会议已过一个工作日，还没有记录结果"),
        "room_taken": _("房间同时排了别的会议"),
        "declined": _("%(who)s答复不能参加", who=who),
        "unanswered": _("%(who)s还没有答复是否参加", who=who),
        "no_link": _("%(who)s没有邮箱，请打电话告知并把链接交给本人", who=who),
        "panel_incomplete": _("合议组还没有组成，或者有成员没有答复"),
        "member_conflict": _("合议组成员%(who)s与当事人有利害关系，应当回避", who=who),
        "member_away": _("合议组成员%(who)s这个时间已不接案", who=who),
        "mediator_away": _("调解员这个时间已不接案"),
        "party_away": _("%(who)s说这一天不能到场", who=who),
        "after_deadline": _("会议排在调解期限之后"),
    }
    return sentences.get(str(broken["code"]), str(broken["code"]))
