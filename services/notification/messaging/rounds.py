"""What is done again and again: planned when a worker starts, and after that by itself."""

from collections.abc import Callable, Mapping
from datetime import datetime

from chassis.service import Service
from lawbook.workdays import work_calendar
from services.notification.domain.digest import next_digest
from services.notification.messaging.daily_digest import DIGEST
from services.notification.messaging.mail_drop import READ_DROP
from services.notification.messaging.partner_tests import TEST_PARTNERS, next_test

FIRST: Mapping[str, Callable[[datetime], datetime]] = {
    READ_DROP: lambda now: now,
    DIGEST: lambda now: next_digest(now, work_calendar()),
    TEST_PARTNERS: lambda now: next_test(now, work_calendar()),
}
_ALWAYS_THE_SAME = "round"


def plan_rounds(service: Service) -> None:
    """Plan each round that has a handler; one that is planned or parked stays as it is."""
    handled = {handler.kind for handler in service.jobs}
    with service.uow() as uow:
        for kind, first in FIRST.items():
            if kind in handled:
                at = first(uow.clock.now())
                uow.jobs.add(kind, key=_ALWAYS_THE_SAME, subject="", run_at=at)
        uow.commit()
