"""Time zones of parties abroad, as people say them; times at their places beside those of Beijing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from chassis.clock import SHANGHAI

HERE = "Asia/Shanghai"
ZONES = {
    HERE: _l("北京时间"),
    "Asia/Tokyo": _l("东京"),
    "Asia/Seoul": _l("首尔"),
    "Asia/Singapore": _l("新加坡"),
    "Asia/Bangkok": _l("曼谷"),
    "Asia/Kolkata": _l("新德里"),
    "Asia/Dubai": _l("迪拜"),
    "Europe/Moscow": _l("莫斯科"),
    "Europe/Istanbul": _l("伊斯坦布尔"),
    "Europe/Berlin": _l("柏林、巴黎、罗马"),
    "Europe/London": _l("伦敦"),
    "America/Sao_Paulo": _l("圣保罗"),
    "America/New_York": _l("纽约"),
    "America/Chicago": _l("芝加哥"),
    "America/Denver": _l("丹佛"),
    "America/Los_Angeles": _l("洛杉矶"),
    "Australia/Sydney": _l("悉尼"),
    "Pacific/Auckland": _l("奥克兰"),
}


def install(app: Flask) -> None:
    """Make the words filters and globals of an application's templates."""
    app.add_template_filter(zone_name)
    app.add_template_global(there, "there")


def zone_name(zone: str) -> str:
    """A time zone as people say it; its own name where it is in no list."""
    return str(ZONES.get(zone, zone))


def choices() -> list[dict[str, str]]:
    """The zones as the options of a field, Beijing first."""
    return [{"value": zone, "text": str(name)} for zone, name in ZONES.items()]


def there(starts_at: str, ends_at: str, zone: str) -> str:
    """A span on the clock of another place: 12-01 20:00–21:00（纽约），with the day where it differs."""
    first, last = (_at(each, zone) for each in (starts_at, ends_at))
    day = "%m-%d " if first.date() != _at(starts_at, HERE).date() else ""
    return _(
        "当地 %(span)s（%(zone)s）",
        span=f"{first.strftime(f'{day}%H:%M')}–{last:%H:%M}",
        zone=zone_name(zone),
    )


def _at(instant: str, zone: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(SHANGHAI if zone == HERE else ZoneInfo(zone))
