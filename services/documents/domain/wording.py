"""How facts are written in an official paper: days, times, money."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"
_FEN = 100
MOST_FEN = 10**15


def day(value: Any) -> str:
    """A date or instant as ``2026年11月20日``; empty stays empty. (GB/T 9704-2012, 7.3.5.4)"""
    if not value:
        return ""
    text = str(value)
    on = _local(text).date() if "T" in text else date.fromisoformat(text)
    return f"{on.year}年{on.month}月{on.day}日"


def moment(value: Any) -> str:
    """An RFC 3339 instant with weekday and time in Asia/Shanghai."""
    if not value:
        return ""
    at = _local(str(value))
    return f"{day(str(value))}（星期{_WEEKDAYS[at.weekday()]}）{hour(value)}"


def hour(value: Any) -> str:
    """The time of day of an RFC 3339 instant in Asia/Shanghai."""
    return f"{_local(str(value)):%H:%M}" if value else ""


def yuan(fen: Any) -> str:
    """Fen as yuan in figures: ``12,000.00``."""
    return f"{int(fen) // _FEN:,}.{int(fen) % _FEN:02d}"


def capital(fen: Any) -> str:
    """Fen as yuan in capitals: ``壹万贰仟元整``. (票据法 art. 8; 正确填写票据和结算凭证的基本规定)"""
    import cn2an

    whole, part = divmod(int(fen), _FEN)
    return str(cn2an.an2cn(f"{whole}.{part:02d}" if part else str(whole), "rmb"))


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


FILTERS = {"day": day, "moment": moment, "hour": hour, "yuan": yuan, "capital": capital}
"""What a template may do with a value; nothing else."""
