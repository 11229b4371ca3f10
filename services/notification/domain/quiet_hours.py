"""When people are left in peace, and when they are reminded. Times are those of Shanghai."""

from datetime import datetime, time

from lawbook.clocks import at_local, local_date
from lawbook.workdays import ONE_DAY, WorkCalendar

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
REMINDING_AT = time(9)


def not_in_quiet_hours(at: datetime) -> datetime:
    """The instant itself, or the end of the quiet hours (21:00 to 08:00) that it falls into."""
    day = local_date(at)
    if at < at_local(day, QUIET_UNTIL):
        return at_local(day, QUIET_UNTIL)
    if at >= at_local(day, QUIET_FROM):
        return at_local(day + ONE_DAY, QUIET_UNTIL)
    return at


def reminder_at(of: datetime, working_days: int, calendar: WorkCalendar) -> datetime:
    """Nine in the morning of a working day before something; make-up working days count (调休)."""
    return at_local(calendar.working_days_before(local_date(of), working_days), REMINDING_AT)
