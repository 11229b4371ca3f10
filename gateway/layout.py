"""What every page shows around its content: languages, modes, foot, and the staff navigation."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from contracts.permissions import reaches
from gateway.context import gateway
from gateway.i18n import ENGLISH_PREFIX, language
from gateway.unread import unread

VIEW_COOKIE = "huhang_view"
ELDER = "elder"


# More entries than this do not fit into one row; then only groups stand in it.
MOST_IN_A_ROW = 9


@dataclass(frozen=True)
class NavItem:
    """One entry of the staff navigation; shown to those who may do ``action``."""

    endpoint: str
    label: Any
    action: str


@dataclass(frozen=True)
class NavGroup:
    """Entries that belong to one kind of work."""

    label: Any
    items: tuple[NavItem, ...]


NAVIGATION = (
    NavGroup(
        _l("登记受理"),
        (
            NavItem("staff.partner_inbox", _l("收件箱"), "partner.inbox"),
            NavItem("staff.submissions", _l("来件"), "submission.list"),
            NavItem("staff.desk_home", "12330", "call.list"),
            NavItem("staff.assisted", _l("代为登记"), "submission.file"),
            NavItem("staff.desk_knowledge", _l("知识库"), "knowledge.read"),
            NavItem("staff.officers", _l("经办人员"), "officer.manage"),
            NavItem("staff.notices", _l("通知记录"), "notice.list"),
        ),
    ),
    NavGroup(
        _l("调解"),
        (
            NavItem("staff.cases", _l("调解案件"), "case.list"),
            NavItem("staff.sessions", _l("调解会议"), "session.list"),
            NavItem("staff.proceedings", _l("其他程序"), "proceeding.read"),
            NavItem("staff.opinion_orders", _l("专家研判"), "opinion.read"),
            NavItem("staff.plans", _l("统一排期"), "session.plan"),
            NavItem("staff.session_watch", _l("提醒和候补"), "session.plan"),
            NavItem("staff.rooms", _l("调解室"), "session.schedule"),
            NavItem("staff.availability", _l("我的时间"), "availability.manage"),
            NavItem("staff.pool_members", _l("专家库"), "pool.review"),
        ),
    ),
    NavGroup(
        _l("移送与协作"),
        (
            NavItem("staff.referrals", _l("移送协作"), "referral.list"),
            NavItem("staff.confirmations", _l("司法确认"), "confirmation.list"),
            NavItem("staff.transfers", _l("移送公安"), "transfer.list"),
            NavItem("staff.overdue", _l("对方超期"), "referral.overdue"),
            NavItem("staff.crime_alarms", _l("以罚代刑预警"), "crime.list"),
        ),
    ),
    NavGroup(
        _l("系统管理"),
        (
            NavItem("staff.templates", _l("文书模板"), "template.manage"),
            NavItem("staff.partners", _l("对接系统"), "webhook.list"),
            NavItem("staff.api_keys", _l("接口密钥"), "key.manage"),
            NavItem("staff.bodies", _l("单位名录"), "desk.manage"),
            NavItem("staff.audit", _l("审计日志"), "audit.read"),
            NavItem("staff.failures", _l("待处理故障"), "failures.list"),
        ),
    ),
)


def install_public(app: Flask) -> None:
    """The variables of the public layout."""

    @app.context_processor
    def around() -> dict[str, Any]:
        path = request.path
        return _common() | {
            "layout": "public/layout.html",
            "home": url_for("home.home"),
            "is_elder": request.cookies.get(VIEW_COOKIE) == ELDER,
            "hotline_hours": _hotline_hours(),
            "path_zh": path,
            "path_en": ENGLISH_PREFIX + (path if path != "/" else ""),
        }


def _hotline_hours() -> str:
    settings = gateway().settings
    return settings.hotline_hours_en if language() == "en" else settings.hotline_hours


def install_staff(app: Flask) -> None:
    """The variables of the staff layout."""

    @app.context_processor
    def around() -> dict[str, Any]:
        return _common() | {
            "layout": "staff/layout.html",
            "home": url_for("door.home"),
            "account": g.get("account"),
            "session_seconds": _session_seconds(),
            "navigation": navigation(),
            "unread": unread,
            "unsaved": g.get("unsaved", []),
            "reads_complaints": bool(reaches("submission.read", _roles())),
        }


def _session_seconds() -> int:
    """How long the session lasts if nothing more is asked; 0 without one."""
    ends_at = g.get("session_ends_at")
    return int((ends_at - gateway().clock.now()).total_seconds()) if ends_at else 0


def _common() -> dict[str, Any]:
    return {
        "lang": language(),
        "settings": gateway().settings,
        "asset": gateway().assets.url,
        "request_id": g.get("request_id", ""),
        "is_error": g.get("is_error", False),
    }


def _roles() -> frozenset[str]:
    principal = g.get("principal")
    return frozenset(principal.roles) if principal else frozenset()


def navigation() -> list[dict[str, Any]]:
    """The groups that the signed-in person may use, the present one marked.

    Whoever can use few entries gets each as a group of its own, with an empty heading.
    """
    groups = [(str(each.label), _usable(each)) for each in NAVIGATION]
    if sum(len(items) for _, items in groups) <= MOST_IN_A_ROW:
        groups = [("", [item]) for _, items in groups for item in items]
    return [
        {
            "heading": heading,
            "text": items[0]["text"] if len(items) == 1 else heading,
            "href": items[0]["href"],
            "active": any(item["active"] for item in items),
            "items": items,
        }
        for heading, items in groups
        if items
    ]


def _usable(group: NavGroup) -> list[dict[str, Any]]:
    return [
        {
            "href": url_for(item.endpoint),
            "text": str(item.label),
            "active": request.path.startswith(url_for(item.endpoint)),
        }
        for item in group.items
        if item.endpoint in current_app.view_functions and reaches(item.action, _roles())
    ]
