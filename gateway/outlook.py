"""What comes next in a matter, and what a citizen can do meanwhile: in plain words, for each state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from gateway.presentation import span

Thing = Mapping[str, Any]
_ENDED = frozenset({"refused", "closed"})
_BEFORE_AGREEMENT = frozenset(
    {
        "awaiting_parties",
        "awaiting_consent",
        "awaiting_mediator",
        "mediator_proposed",
        "scheduling",
        "scheduled",
        "awaiting_signatures",
    }
)


@dataclass(frozen=True)
class Outlook:
    """``coming``: one or two sentences; empty when nothing follows. ``can``: what the reader may do."""

    coming: str
    can: tuple[str, ...]


def outlook(
    submission: Any, case: Any, acts: set[str], hotline: str, *, is_late: bool = False
) -> Outlook:
    """For a complainant, who has a submission, and for a respondent, who has none.

    ``is_late``: an office has let a day pass.
    """
    status = submission["status"] if submission is not None else ""
    in_mediation = case is not None and status not in _ENDED
    coming = _of_case(case, acts) if in_mediation else _of_submission(status)
    late = [_("已经超期：可以拨打 %(tel)s 催办，报受理号。", tel=hotline)] if is_late else []
    was_withdrawn = submission is not None and submission.get("result") == "withdrawn"
    can = _possible(status, case, hotline, was_withdrawn=was_withdrawn)
    return Outlook(coming, (*late, *can))


def _of_submission(status: str) -> str:
    return {
        "received": _("中心正在核对材料，到期前告知是否受理；不受理的，会写明理由。"),
        "accepted": _("中心正在确定怎样办理：由调解员调解，或者转给有关部门。"),
        "in_progress": _("有关部门正在办理，有了结果会通知您。"),
    }.get(status, "")


def _of_case(case: Thing, acts: set[str]) -> str:
    choosing = _("中心从与双方没有利害关系的专家中选定调解员，选定后通知双方。")
    return {
        "awaiting_parties": _("中心正在核对双方信息，随后征求对方意见。"),
        "awaiting_consent": _("请在上面答复。双方都同意，调解才开始。")
        if "consent" in acts
        else _("对方同意后，调解才开始；对方不同意的，投诉按其他程序办理。"),
        "awaiting_mediator": choosing,
        "mediator_proposed": choosing,
        "scheduling": _("会议时间和地点定下后，日程邀请会发到双方邮箱。"),
        "scheduled": _scheduled(case),
        "awaiting_signatures": _signing(case, acts),
        "agreed": _("法院审查后作出裁定，结果会通知双方。")
        if _goes_to_court(case)
        else _("请按协议履行。"),
        "ended": _("没有达成调解的，可以向人民法院起诉，或者请有关行政部门处理。"),
    }.get(case["status"], "")


def _signing(case: Thing, acts: set[str]) -> str:
    standing = (case.get("agreement") or {}).get("standing", {}).values()
    if "refused" in standing:
        return _("有一方没有同意签署，调解员会同双方联系。")
    if "sign" in acts:
        return _("请读完协议再签署。双方都签署后，协议生效。")
    if "waits" in standing:
        return _("对方还没有签署。对方签署后，我们会把签署码发给您。")
    return _("对方签署后，协议生效。")


def _scheduled(case: Thing) -> str:
    session = next((each for each in case["sessions"] if each["is_live"]), None)
    if session is None:
        return ""
    when = span(session["starts_at"], session["ends_at"])
    return _("请于%(when)s参加调解会议，地点：%(where)s。", when=when, where=session["room_name"])


def _goes_to_court(case: Thing) -> bool:
    return bool(case["agreement"] and case["agreement"]["joint_confirmation"])


def _possible(status: str, case: Any, hotline: str, *, was_withdrawn: bool) -> list[str]:
    stage = case["status"] if case is not None else ""
    found = []
    if stage == "scheduled":
        found.append(_("不能到场，或需要无障碍协助：请尽早拨打 %(tel)s。", tel=hotline))
    if stage in {"mediator_proposed", "scheduling", "scheduled"}:
        found.append(_("认为调解员应当回避：可以要求更换，请拨打 %(tel)s。", tel=hotline))
    if stage in _BEFORE_AGREEMENT:
        found.append(_("调解自愿，签署协议前随时可以退出，请拨打 %(tel)s。", tel=hotline))
    if stage == "agreed" and not _goes_to_court(case):
        found.append(_("协议生效后三十日内，双方可以共同向人民法院申请司法确认。"))
    if status == "closed" and was_withdrawn:
        found.append(_("以后需要时，可以重新提交。"))
    elif status == "closed":
        found.append(_("对结果有疑问：拨打 %(tel)s，报受理号。", tel=hotline))
    return found
