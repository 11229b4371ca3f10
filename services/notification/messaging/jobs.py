"""Sending notices: ask the owner for the address, compose, hand over, write down what came of it.

That a try begins is committed before anything leaves, so a crash never hides one. The mail of a
second try has the same Message-ID as the first: a mailbox that got both shows one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from chassis.errors import Unavailable
from chassis.jobs import RETRY_DELAYS, Finish, Job, JobHandler
from chassis.service_client import ServiceClient
from services.notification.application.calendar_invitation import attach_invitation
from services.notification.application.compose import compose
from services.notification.application.plan_notices import SEND
from services.notification.domain.notice import Notice
from services.notification.messaging.mailer import Mailer, PermanentFailure, TemporaryFailure
from services.notification.settings import NotificationSettings
from services.notification.storage.unit_of_work import NotificationUnitOfWork

Open = Callable[[], NotificationUnitOfWork]


class Sender:
    """Sends one notice at a time."""

    def __init__(
        self, settings: NotificationSettings, open_uow: Open, clients: Mapping[str, ServiceClient]
    ) -> None:
        self._settings = settings
        self._open = open_uow
        self._clients = clients
        self._mailer = Mailer(settings.smtp_url)

    def run(self, job: Job) -> Finish | None:
        """One try. Raises: TemporaryFailure or Unavailable, so that the job is tried again."""
        person = self._person(job)
        notice = self._begin(job.subject)
        if notice.is_done:
            return None
        if not person or not person["email"]:
            return self._finish(notice.id, Notice.without_address)
        try:
            self._mailer.send(self._mail(notice, person))
        except PermanentFailure as refusal:
            reason = str(refusal)
            return self._finish(notice.id, lambda n: n.failed(reason))
        except TemporaryFailure as failure:
            self._postpone(notice.id, str(failure), last=job.attempts > len(RETRY_DELAYS))
            raise
        return self._finish(notice.id, lambda n: n.sent(self._now()))

    def _person(self, job: Job) -> dict[str, Any] | None:
        with self._open() as uow:
            notice = uow.notices.get(job.subject)
        query = {"audience": notice.audience, "receipt_no": notice.receipt_no}
        answer = self._clients[notice.owner].ask("notification", "/internal/recipients", query)
        if not answer.is_ok:
            raise Unavailable()
        people = answer.json()["items"]
        return people[0] if people else None

    def _begin(self, notice_id: str) -> Notice:
        with self._open() as uow:
            notice = uow.notices.get(notice_id)
            if not notice.is_done:
                notice.begin()
                uow.notices.save(notice)
                uow.commit()
        return notice

    def _mail(self, notice: Notice, person: Mapping[str, Any]) -> Any:
        mail = compose(notice, person, self._settings.mail_from, self._settings.public_url)
        if notice.template == "session_scheduled":
            facts = {**person["facts"], "receipt_no": notice.receipt_no}
            attach_invitation(mail, facts, person, notice.created_at)
        return mail

    def _finish(self, notice_id: str, change: Callable[[Notice], None]) -> Finish:
        def finish(uow: NotificationUnitOfWork) -> None:
            notice = uow.notices.get(notice_id)
            change(notice)
            uow.notices.save(notice)

        return finish

    def _postpone(self, notice_id: str, reason: str, *, last: bool) -> None:
        with self._open() as uow:
            notice = uow.notices.get(notice_id)
            if last:
                notice.failed(reason)
            else:
                notice.postponed(reason)
            uow.notices.save(notice)
            uow.commit()

    def _now(self) -> Any:
        return self._open().clock.now()


def jobs_of(
    settings: NotificationSettings, open_uow: Open, clients: Mapping[str, ServiceClient]
) -> tuple[JobHandler, ...]:
    """Notification's job handlers."""
    return (JobHandler(SEND, Sender(settings, open_uow, clients).run),)
