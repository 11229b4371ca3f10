"""Who did or looked at what, for those who answer for it."""

from typing import Any

from flask import g, render_template, request
from flask_babel import lazy_gettext as _l

from chassis.errors import NotFound
from contracts.permissions import reaches
from gateway.api_keys import SUBJECT
from gateway.audit.entries import SIGN_IN, SIGN_OUT, Entry
from gateway.context import gateway
from gateway.pages.staff.room import room
from gateway.storage.audit_rows import Asked

_ON_A_PAGE = 50
_LONGEST_POSITION = 15
_LOOKED, _DID = _l("查看"), _l("办理")
_AT_THE_DOOR = {SIGN_IN: _l("登录"), SIGN_OUT: _l("退出")}
_KINDS = {
    "submissions": _l("来件"),
    "cases": _l("调解案件"),
    "mediation-cases": _l("调解案件"),
    "my": _l("调解案件"),
    "sessions": _l("调解会议"),
    "confirmations": _l("司法确认"),
    "transfers": _l("移送公安"),
    "notices": _l("通知记录"),
    "documents": _l("文书"),
    "templates": _l("文书模板"),
    "document-kinds": _l("文书模板"),
    "document-templates": _l("文书模板"),
    "evidence": _l("证据"),
    "failures": _l("待处理故障"),
    "audit": _l("审计日志"),
    "proof": _l("确认身份"),
    "one-time-code": _l("动态码"),
    "sign-ins": _l("我的登录"),
}
_DONE, _REFUSED, _NOT_DONE, _BROKEN = _l("完成"), _l("被拒绝"), _l("未办成"), _l("故障")


@room.get("/audit")
def audit() -> str:
    """The newest entries, all or those of a matter or an account."""
    if not reaches("audit.read", g.principal.roles):
        raise NotFound()
    number = "".join(request.args.get("receipt_no", "").split())[:40]
    account = request.args.get("account", "").strip().lower()[:64]
    key = request.args.get("key", "").strip()[:26]
    subject = f"staff:{account}" if account else SUBJECT + key if key else ""
    asked = Asked(matter=number, subject=subject)
    found = gateway().audit.newest(asked, before=_cursor(), limit=_ON_A_PAGE + 1)
    shown = found[:_ON_A_PAGE]
    page = {
        "items": [_as_read(entry) for entry in shown],
        "next": str(shown[-1].position) if len(found) > _ON_A_PAGE else None,
    }
    return render_template(
        "staff/audit.html", page=page, number=number, of_account=account, key=key
    )


def _cursor() -> int | None:
    """The position that the page before ended with; a cursor that is not ours shows the first page."""
    text = request.args.get("cursor", "")
    is_position = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_POSITION
    return int(text) if is_position else None


def _as_read(entry: Entry) -> dict[str, Any]:
    kind, _colon, name = entry.subject.partition(":")
    return {
        "entry": entry,
        "who": name if kind == "staff" else "",
        "system": gateway().keys.name_of(entry.subject) if kind == "key" else "",
        "roles": [each for each in entry.roles.split(",") if each],
        "what": _what(entry),
        "outcome": _outcome(entry.outcome),
        "is_bad": entry.outcome >= 400,
    }


def _what(entry: Entry) -> list[str]:
    """An act in words, with its kind of thing where that is known."""
    if entry.act in _AT_THE_DOOR:
        return [str(_AT_THE_DOOR[entry.act])]
    method, _blank, route = entry.act.partition(" ")
    verb = _LOOKED if method in {"GET", "HEAD"} else _DID
    words = route.removeprefix("/api/v1/").removeprefix("/staff/").strip("/").split("/")
    kind = _KINDS.get(words[0])
    return [str(verb), str(kind)] if kind else [str(verb)]


def _outcome(status: int) -> str:
    if status < 400:
        return str(_DONE)
    if status in {401, 403, 404}:
        return str(_REFUSED)
    return str(_NOT_DONE if status < 500 else _BROKEN)
