"""Once a month every partner system gets something harmless, so that nobody finds out too late."""

from collections.abc import Callable
from datetime import date, datetime, time

from chassis.clock import local_date
from chassis.jobs import Job, JobHandler
from lawbook.clocks import at_local
from lawbook.workdays import ONE_DAY, WorkCalendar, work_calendar
from services.notification.application.webhooks import plan_test
from services.notification.storage.tables import webhook_endpoints
from services.notification.storage.unit_of_work import NotificationUnitOfWork

TEST_PARTNERS = "notification.test_partners"
_MORNING = time(9)
_DECEMBER = 12
Open = Callable[[], NotificationUnitOfWork]


def next_test(after: datetime, calendar: WorkCalendar) -> datetime:
    """Nine in the morning of the first working day of the next month (调休 counted)."""
    today = local_date(after)
    over = today.month == _DECEMBER
    first = date(today.year + over, 1 if over else today.month + 1, 1)
    return at_local(calendar.next_working_day(first - ONE_DAY), _MORNING)


def partner_test_job(open_uow: Open) -> JobHandler:
    """The handler that plans a test for each endpoint that is switched on, and the next round."""

    def run(job: Job) -> None:
        with open_uow() as uow:
            for endpoint in uow.endpoints.all(webhook_endpoints.c.is_active):
                plan_test(endpoint, uow)
            uow.queue.repeat(job, next_test(uow.clock.now(), work_calendar()))
            uow.commit()

    return JobHandler(TEST_PARTNERS, run)
