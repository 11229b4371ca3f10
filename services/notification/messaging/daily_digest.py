"""The daily digest: the owners are asked what falls due, and each officer who wants it is told once."""

from collections.abc import Callable, Mapping
from typing import Any

from chassis.clock import local_date
from chassis.errors import Unavailable
from chassis.jobs import Job
from chassis.service_client import ServiceClient
from lawbook.presentation import instant
from lawbook.workdays import work_calendar
from services.notification.application.plan_notices import SEND
from services.notification.domain.digest import (
    OFFICER,
    OURSELVES,
    TEMPLATE,
    horizon,
    next_digest,
    sorted_out,
)
from services.notification.domain.notice import Notice
from services.notification.storage.unit_of_work import NotificationUnitOfWork

DIGEST = "notification.digest"
OWNERS = ("intake", "mediation", "referral")
Open = Callable[[], NotificationUnitOfWork]


class DailyDigest:
    """Writes one notice for each officer, all of them together with the plan for the next day."""

    def __init__(self, open_uow: Open, clients: Mapping[str, ServiceClient]) -> None:
        self._open = open_uow
        self._clients = clients

    def run(self, job: Job) -> None:
        """Tell what is due, on a working day; a second run on the same day tells nobody twice.

        Raises: Unavailable.
        """
        uow = self._open()
        now, calendar = uow.clock.now(), work_calendar()
        duties: list[dict[str, Any]] = []
        if calendar.is_working_day(local_date(now)):
            duties = self._duties(instant(horizon(now, calendar)))
        with uow:
            if duties:
                self._tell(sorted_out(duties, now), uow)
            uow.queue.repeat(job, next_digest(now, calendar))
            uow.commit()

    def _duties(self, until: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for owner in OWNERS:
            answer = self._clients[owner].ask("notification", "/internal/due", {"until": until})
            if not answer.is_ok:
                raise Unavailable()
            found += answer.json()["items"]
        return found

    @staticmethod
    def _tell(due: Mapping[str, Any], uow: NotificationUnitOfWork) -> None:
        now = uow.clock.now()
        for reader, chosen in uow.preferences.all_of_staff().items():
            day, slot = f"digest-{local_date(now).isoformat()}", f"{OFFICER}|{reader}"
            if not chosen.get("digest") or uow.notices.is_planned(day, slot):
                continue
            notice = Notice(
                id=uow.ids.new(),
                event_id=day,
                event_type=DIGEST,
                receipt_no="",
                audience=OFFICER,
                template=TEMPLATE,
                owner=OURSELVES,
                data=dict(due),
                created_at=now,
                slot=slot,
                reader=reader,
            )
            uow.notices.add(notice)
            uow.jobs.add(SEND, key=notice.id, subject=notice.id)
