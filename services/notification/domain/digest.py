"""What an officer is told once a day: what is overdue, due today, and due by the next working day."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from lawbook.clocks import at_local, local_date
from lawbook.workdays import ONE_DAY, WorkCalendar

OFFICER, OURSELVES, TEMPLATE = "officer", "notification", "digest"
TOLD_AT = time(8, 30)
Duty = Mapping[str, Any]


def next_digest(after: datetime, calendar: WorkCalendar) -> datetime:
    """Half past eight of the next working day; today's, when it is still to come (调休 counted)."""
    today = local_date(after)
    if calendar.is_working_day(today) and after < at_local(today, TOLD_AT):
        return at_local(today, TOLD_AT)
    return at_local(calendar.next_working_day(today), TOLD_AT)


def horizon(now: datetime, calendar: WorkCalendar) -> datetime:
    """Until when duties are told: the end of the next working day."""
    return at_local(calendar.next_working_day(local_date(now)) + ONE_DAY, time.min)


def sorted_out(duties: Iterable[Duty], now: datetime) -> dict[str, list[dict[str, str]]]:
    """Duties under ``overdue``, ``today`` and ``tomorrow`` (up to the next working day), by time."""
    tomorrow = at_local(local_date(now) + ONE_DAY, time.min)
    found: dict[str, list[dict[str, str]]] = {"overdue": [], "today": [], "tomorrow": []}
    for duty in sorted(duties, key=lambda each: (each["due_at"], each["receipt_no"])):
        due_at = datetime.fromisoformat(duty["due_at"])
        when = "overdue" if due_at < now else "today" if due_at < tomorrow else "tomorrow"
        names = {name: duty[name] for name in ("name_zh", "name_en")}
        found[when].append({"receipt_no": duty["receipt_no"], **names})
    return found
