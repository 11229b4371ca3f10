"""Reminding a receiver who is silent (催办): before the day, after it, once more, then supervision. Pure."""

from collections.abc import Mapping
from datetime import datetime, time

from lawbook.clocks import at_local, local_date
from lawbook.workdays import WorkCalendar, work_calendar
from services.referral.domain.flow import Words

REMIND, CHASE = "remind", "chase"
WORDS: Mapping[str, Words] = {
    REMIND: Words("到期提醒", "reminded of the day"),
    CHASE: Words("催办", "asked why nothing came"),
}
"""What is noted and told beside the steps of the flow."""
MOST_BY_ITSELF = 2
"""So often the portal chases by itself; then somebody has to decide about supervision."""
WORKING_DAYS_BETWEEN = 3
_MORNING = time(9)


def first_chase_at(due_at: datetime, calendar: WorkCalendar | None = None) -> datetime:
    """Nine in the morning of the first working day after the last one."""
    calendar = calendar or work_calendar()
    return at_local(calendar.next_working_day(local_date(due_at)), _MORNING)


def next_chase_at(chased_at: datetime, calendar: WorkCalendar | None = None) -> datetime:
    """Nine in the morning, three working days after the last time."""
    calendar = calendar or work_calendar()
    return at_local(
        calendar.working_days_after(local_date(chased_at), WORKING_DAYS_BETWEEN), _MORNING
    )
