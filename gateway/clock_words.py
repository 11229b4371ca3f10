"""Legal clocks in words: what is left, who must act or what the day opens, and which to show first."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from chassis.clock import local_date
from gateway.context import gateway
from gateway.presentation import as_date, bearer, clock_time

Clock = Mapping[str, Any]
_SOON_DAYS = 2
_HOUR = timedelta(hours=1)
_MIDNIGHT = "23:59"
"""The last minute of a day, in which every clock in days runs out."""
_OPEN = frozenset({"running", "overdue", "paused"})
BOTH = "both"
_SIDES = frozenset({"complainant", "respondent", BOTH})
_MEDIATION_PERIOD = ("cmp.mediation_period", "cmp.mediation_period.legacy")
_INACTION = "gen.inaction"


def remaining(clock: Clock) -> str:
    """How much time is left, in words; what became of it when it no longer runs."""
    ended = {"cancelled": _("不再适用"), "paused": _("暂停计算")}
    state, left = clock["state"], clock["working_days_left"]
    if state == "met":
        return _("已办，但超期") if clock.get("was_late") else _("已按期完成")
    if state in ended:
        return ended[state]
    if state == "overdue":
        days = -left
        return (
            ngettext("已超期 %(num)d 个工作日", "已超期 %(num)d 个工作日", days)
            if days
            else _("已超期")
        )
    if as_date(clock["due_on"]) == local_date(gateway().clock.now()):
        return _("今天 %(time)s 到期", time=clock_time(clock["due_at"]))
    if hour_of(clock):
        hours = int((datetime.fromisoformat(clock["due_at"]) - gateway().clock.now()) / _HOUR)
        return ngettext("还有 %(num)d 小时", "还有 %(num)d 小时", hours)
    return ngettext("还有 %(num)d 个工作日", "还有 %(num)d 个工作日", left)


def hour_of(clock: Clock) -> str:
    """The time of day at which a clock in hours runs out; empty for one that lasts to midnight."""
    time = clock_time(clock["due_at"])
    return "" if time == _MIDNIGHT else time


def urgency(clock: Clock) -> str:
    """``met``, ``off``, ``overdue``, ``soon`` or ``running``."""
    state = clock["state"]
    if state in {"met", "overdue"}:
        return str(state)
    if state != "running":
        return "off"
    return "soon" if clock["working_days_left"] <= _SOON_DAYS else "running"


def opens_a_right(clock: Clock) -> bool:
    """Whether the day brings no duty but the right to sue when it has passed.

    Law: 行政诉讼法 art. 47
    """
    return bool(clock["rule_id"] == _INACTION)


def limits_mediation(clock: Clock) -> bool:
    """Whether the day ends a mediation that has brought nothing."""
    return clock["rule_id"] in _MEDIATION_PERIOD


def meaning(clock: Clock) -> str:
    """Who must act by the day, or what follows when it passes."""
    if opens_a_right(clock):
        return _("过了这一天，行政机关仍不履行职责的，投诉人可以向人民法院起诉")
    if limits_mediation(clock):
        return _("到期没有达成协议的，调解终止")
    if clock["bearer"] in _SIDES:
        return _("%(who)s的期限", who=bearer(clock["bearer"]))
    return _("由%(who)s负责", who=bearer(clock["bearer"]))


def is_late_office(clock: Clock) -> bool:
    """Whether an office, and not a side, has let the day pass."""
    return clock["state"] == "overdue" and clock["bearer"] not in _SIDES


def is_open(clock: Clock) -> bool:
    """Whether the clock still runs, rests or has run out unanswered."""
    return clock["state"] in _OPEN


def in_order(clocks: Iterable[Clock]) -> list[Clock]:
    """The next to fall due first; what binds both sides by the same day stands there once."""
    once: dict[Any, Clock] = {}
    for each in clocks:
        key = (each["rule_id"], each["due_at"], each["state"])
        binds_both = key in once and once[key]["bearer"] != each["bearer"]
        once[key] = {**each, "bearer": BOTH} if binds_both else each
    return sorted(once.values(), key=lambda each: str(each["due_at"]))


def install(app: Flask) -> None:
    """Make the functions filters of an application's templates."""
    for function in (remaining, urgency, hour_of, opens_a_right, meaning, in_order):
        app.add_template_filter(function)
    app.add_template_test(is_open, "open_clock")
