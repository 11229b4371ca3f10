"""Sending notices: ask the owner for the address, compose, hand over, write down what came of it.

That a try begins is committed before anything leaves, so a crash never hides one. The mail of a
second try has the same Message-ID as the first: a mailbox that got both shows one.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from chassis.errors import Unavailable
from chassis.jobs import RETRY_DELAYS, Finish, GiveUp, Job, JobHandler
from chassis.service_client import ServiceClient
from services.notification.application.compose import Letterhead, Unwritable, compose
from services.notification.application.plan_notices import SEND
from services.notification.domain.notice import Notice
from services.notification.messaging.mailer import Mailer, PermanentFailure, TemporaryFailure
from services.notification.settings import NotificationSettings
from services.notification.storage.unit_of_work import NotificationUnitOfWork

Open = Callable[[], NotificationUnitOfWork]
Change = Callable[[Notice], None]
MAIL_DELAYS = (*RETRY_DELAYS, *(timedelta(hours=h) for h in (2, 4, 8, 16, 24)))
"""A mail server may be away for two days before a person has to look."""


class Sender:
    """Sends one notice at a time."""

    def __init__(
        self, settings: NotificationSettings, open_uow: Open, clients: Mapping[str, ServiceClient]
    ) -> None:
        self._letterhead = Letterhead(
            settings.mail_from, settings.mail_reply_to, settings.public_url
        )
        self._open = open_uow
        self._clients = clients
        self._mailer = Mailer(settings.smtp_url, self._letterhead.domain, settings.smtp_seconds)

    def run(self, job: Job) -> Finish | None:
        """One try.

        Raises: TemporaryFailure, so that the job is tried again; GiveUp, so that it is parked.
        """
        notice = self._begin(job.subject)
        if notice.is_done:
            return None
        try:
            return self._finish(notice.id, self._try(notice))
        except PermanentFailure as refusal:
            reason = str(refusal)
            self._note(notice.id, lambda n: n.failed(reason))
            raise GiveUp(reason) from refusal
        except TemporaryFailure as failure:
            reason, is_last = str(failure), job.attempts > len(MAIL_DELAYS)
            self._note(notice.id, lambda n: n.failed(reason) if is_last else n.postponed(reason))
            raise

    def _try(self, notice: Notice) -> Change:
        """What became of the notice. Raises: PermanentFailure; TemporaryFailure."""
        person = self._person(notice)
        if person is None or notice.is_overtaken_by(person["facts"]):
            return Notice.overtaken
        if not person["email"]:
            return Notice.without_address
        try:
            mail = compose(notice, person, self._letterhead)
        except Unwritable as problem:
            raise PermanentFailure(str(problem)) from problem
        self._mailer.send(mail)
        return lambda n: n.sent(self._open().clock.now())

    def _person(self, notice: Notice) -> dict[str, Any] | None:
        """Who is to be told, as its owner knows them now; None when nobody is meant any more."""
        query = {"audience": notice.audience, "receipt_no": notice.receipt_no}
        try:
            answer = self._clients[notice.owner].ask("notification", "/internal/recipients", query)
        except Unavailable as problem:
            raise TemporaryFailure(f"owner_unavailable {notice.owner}") from problem
        if not answer.is_ok:
            raise TemporaryFailure(f"owner_unavailable {notice.owner} {answer.status}")
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

    def _finish(self, notice_id: str, change: Change) -> Finish:
        def finish(uow: NotificationUnitOfWork) -> None:
            notice = uow.notices.get(notice_id)
            change(notice)
            uow.notices.save(notice)

        return finish

    def _note(self, notice_id: str, change: Change) -> None:
        with self._open() as uow:
            self._finish(notice_id, change)(uow)
            uow.commit()


def jobs_of(
    settings: NotificationSettings, open_uow: Open, clients: Mapping[str, ServiceClient]
) -> tuple[JobHandler, ...]:
    """Notification's job handlers."""
    return (JobHandler(SEND, Sender(settings, open_uow, clients).run, delays=MAIL_DELAYS),)
