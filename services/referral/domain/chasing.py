"""Reminding a receiver who is silent (催办): before the day, after it, again, then the supervisor. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from lawbook.clocks import at_local, local_date
from lawbook.workdays import WorkCalendar, work_calendar
from services.referral.domain.flow import Words

REMIND, CHASE, ESCALATE = "remind", "chase", "escalate"
WORDS: Mapping[str, Words] = {
    REMIND: Words("到期提醒", "reminded of the day"),
    CHASE: Words("催办", "asked why nothing came"),
    ESCALATE: Words("多次催办无果，报请负责人决定是否督办", "put to the supervisor after silence"),
}
"""What is noted and told beside the steps of the flow."""
_MORNING = time(9)


@dataclass(frozen=True)
class Ladder:
    """How a body is chased: so often by the portal, so many working days apart; then the supervisor."""

    chases: int = 2
    working_days: int = 3


USUAL = Ladder()


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One word to a silent receiver; ``by``: empty where the portal spoke by itself."""

    act: str
    by: str
    at: datetime


def first_chase_at(due_at: datetime, calendar: WorkCalendar | None = None) -> datetime:
    """Nine in the morning of the first working day after the last one."""
    calendar = calendar or work_calendar()
    return at_local(calendar.next_working_day(local_date(due_at)), _MORNING)


def next_chase_at(
    chased_at: datetime, working_days: int, calendar: WorkCalendar | None = None
) -> datetime:
    """Nine in the morning, so many working days after the last time."""
    calendar = calendar or work_calendar()
    return at_local(calendar.working_days_after(local_date(chased_at), working_days), _MORNING)


def was_reminded_on_day_of(at: datetime, reminded_at: Iterable[datetime]) -> bool:
    """Whether the receiver heard a word on that day already."""
    return any(local_date(each) == local_date(at) for each in reminded_at)
