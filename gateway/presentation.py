"""How dates, numbers and codes look on a page."""

from datetime import date, datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from chassis.clock import SHANGHAI, local_date
from gateway.i18n import language
from gateway.proceeding_words import given_by, seat

_WEEKDAYS_ZH = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
BEARERS = {
    "centre": _l("维权援助中心"),
    "complainant": _l("投诉人"),
    "respondent": _l("被投诉人"),
    "both": _l("双方"),
    "mediator": _l("调解员"),
    "police": _l("公安机关"),
    "court": _l("人民法院"),
    "institution": _l("仲裁机构"),
    "tribunal": _l("仲裁庭"),
    "expert": _l("专家"),
    "cnipa": _l("国家知识产权局"),
    "agency": _l("办案机关"),
    "partner": _l("接收单位"),
}
ROLES = {
    "visitor": _l("网上提交"),
    "complainant": _l("投诉人"),
    "respondent": _l("被投诉人"),
    "guest": _l("接收单位经办人（链接）"),
    "operator": _l("接线员"),
    "officer": _l("办案人员"),
    "mediator": _l("调解员"),
    "court_clerk": _l("法院工作人员"),
    "police_liaison": _l("公安联络员"),
    "partner": _l("接收单位联络员"),
    "supervisor": _l("负责人"),
    "administrator": _l("管理员"),
    "service": _l("系统"),
}


def as_date(value: str | date | datetime) -> date:
    """A date from ISO text or an instant; an instant's date is the one in Shanghai."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return local_date(value) if isinstance(value, datetime) else value


def day(value: str | date | datetime) -> str:
    """2026年11月21日（星期六） or Saturday 21 November 2026."""
    on = as_date(value)
    if language() == "en":
        return f"{_WEEKDAYS_EN[on.weekday()]} {short_day(on)}"
    return f"{short_day(on)}（{_WEEKDAYS_ZH[on.weekday()]}）"


def short_day(value: str | date | datetime) -> str:
    """2026年11月21日 or 21 November 2026."""
    on = as_date(value)
    if language() == "en":
        return f"{on.day} {_MONTHS_EN[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


def clock_time(value: str | datetime) -> str:
    """14:05, in Shanghai."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(SHANGHAI).strftime("%H:%M")


def moment(value: str | datetime) -> str:
    """2026年11月21日 14:05, in Shanghai."""
    joiner = ", " if language() == "en" else " "
    return f"{short_day(value)}{joiner}{clock_time(value)}"


def span(starts_at: str, ends_at: str) -> str:
    """2026年11月21日（星期六）09:00–10:30."""
    joiner = ", " if language() == "en" else ""
    return f"{day(starts_at)}{joiner}{clock_time(starts_at)}–{clock_time(ends_at)}"


def receipt(number: str) -> str:
    """2026 1121 0017 5: groups that can be read out."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def code(digits: str) -> str:
    """4829 1307 or 482 913: groups that can be read out."""
    size = 4 if len(digits) % 4 == 0 else 3
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


def yuan(fen: int) -> str:
    """¥12,000.00 from fen."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


def file_size(size: int) -> str:
    """1.4 MB from bytes."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"


def bearer(name: str) -> str:
    """Who has to act, as people say it."""
    return str(BEARERS.get(name, name))


def role(name: str) -> str:
    """A role, as people say it."""
    return str(ROLES.get(name, name))


def at_field(errors: list[dict[str, str]], name: str) -> str:
    """What the error summary says about one field; empty when nothing."""
    return next((each["text"] for each in errors if each.get("href") == f"#{name}"), "")


def heading(words: str) -> str:
    """Words as they begin a line; only English has large letters."""
    text = str(words)
    return text[:1].upper() + text[1:]


def install(app: Flask) -> None:
    """Make the functions filters of an application's templates."""
    for function in (
        as_date,
        day,
        short_day,
        clock_time,
        moment,
        receipt,
        code,
        yuan,
        file_size,
        bearer,
        role,
        at_field,
        heading,
        seat,
        given_by,
    ):
        app.add_template_filter(function)
    app.add_template_global(span, "span")
