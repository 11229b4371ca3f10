"""Sending notices, many at a time: ask the owners for addresses, write, hand over, write down.

That a notice is being handed over is committed before anything leaves. When the process dies after
that, nobody knows what arrived: such a notice becomes uncertain, is said so, and is not sent again by
itself. Whatever fails before costs a try and is repeated.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from chassis.clock import Clock
from chassis.identity import Keyring
from chassis.jobs import RETRY_DELAYS, Job, JobHandler
from chassis.service_client import ServiceClient
from services.notification.application.compose import Letterhead
from services.notification.application.fallback import fall_back
from services.notification.application.plan_notices import job_kind
from services.notification.domain.notice import SENDING, Notice
from services.notification.domain.quiet_hours import not_in_quiet_hours
from services.notification.domain.rules import EMAIL, SMS, WECHAT
from services.notification.messaging.channel import (
    Channel,
    Failure,
    Message,
    PermanentFailure,
    TemporaryFailure,
    UncertainFailure,
)
from services.notification.messaging.daily_digest import DIGEST, DailyDigest
from services.notification.messaging.mail_drop import EVERY, drop_job
from services.notification.messaging.mailer import Mailer
from services.notification.messaging.recipients import Found, Recipients
from services.notification.messaging.smtp import SmtpServer
from services.notification.messaging.text_messages import (
    TextMessages,
    followers,
    mobile_of,
    outlet_of,
)
from services.notification.settings import NotificationSettings
from services.notification.storage.unit_of_work import NotificationUnitOfWork

Open = Callable[[], NotificationUnitOfWork]
MAIL_DELAYS = (*RETRY_DELAYS, *(timedelta(hours=h) for h in (2, 4, 8, 16, 24)))
"""A mail server may be away for two days before a person has to look."""
BATCH, AT_ONCE = 96, 16
"""So many are claimed together; so few are uncertain when the process dies."""
BATCH_SECONDS = 10.0
"""Then no further ones are begun: with the patience of the pool and one slow mail, a lease lasts."""
_log = logging.getLogger(__name__)


@dataclass
class Task:
    """One notice in hand, with its job."""

    job: Job
    notice: Notice
    message: Message | None = None


@dataclass(frozen=True)
class Verdict:
    """What became of a notice, and whether its job has come to an end."""

    task: Task
    failure: Failure | None = None
    is_nobody_meant: bool = False

    def write(self, uow: NotificationUnitOfWork) -> bool:
        """Change the notice; True when the job has ended, otherwise it is planned anew."""
        task, notice, at = self.task, self.task.notice, uow.clock.now()
        if notice.state != SENDING:
            notice.begin()
        if task.message is not None:
            notice.text = task.message.text
        match self.failure:
            case None if self.is_nobody_meant:
                notice.overtaken(at)
            case None if task.message is not None:
                notice.sent(at, task.message.masked, task.message.sha256)
            case None:
                notice.without_address(at)
                fall_back(notice, uow)
            case UncertainFailure():
                notice.uncertain(str(self.failure), at)
            case _:
                return self._failed(uow)
        return True

    def _failed(self, uow: NotificationUnitOfWork) -> bool:
        job, notice, at, reason = (
            self.task.job,
            self.task.notice,
            uow.clock.now(),
            str(self.failure),
        )
        is_final = isinstance(self.failure, PermanentFailure) or job.attempts > len(MAIL_DELAYS)
        if is_final:
            notice.failed(reason, at)
            fall_back(notice, uow)
        else:
            notice.postponed(reason, at)
        _log.warning("notice_failed", extra={"reason": reason, "is_final": is_final})
        uow.jobs.failed(job, reason, () if is_final else MAIL_DELAYS)
        return False


class Sender:
    """Sends what is due on one channel."""

    def __init__(self, open_uow: Open, recipients: Recipients, channel: Channel) -> None:
        self._open = open_uow
        self._recipients = recipients
        self._channel = channel

    def run(self, job: Job) -> None:
        """Send the notice of this job, and as many others as are due with it.

        All of them are written down here, so nothing is left to be done at the end of the job.
        """
        until = time.monotonic() + BATCH_SECONDS
        tasks, verdicts = self._prepare(self._claim(job))
        while tasks and time.monotonic() < until:
            group, tasks = tasks[:AT_ONCE], tasks[AT_ONCE:]
            self._write_down(verdicts, begun=group)
            verdicts = self._hand_over(group)
        self._write_down(verdicts, unbegun=tasks)

    def _claim(self, job: Job) -> list[Task]:
        """What is to be sent; what was in hand when a process died is no longer sent."""
        with self._open() as uow:
            jobs = {each.subject: each for each in (job, *uow.queue.claim_beside(job, BATCH - 1))}
            tasks = [Task(jobs[each.id], each) for each in uow.notices.among(list(jobs))]
            now = uow.clock.now()
            morning = not_in_quiet_hours(now)
            asleep = [t for t in tasks if t.notice.respects_quiet_hours and morning > now]
            for task in asleep:
                uow.queue.repeat(task.job, morning)
            tasks = [each for each in tasks if each not in asleep]
            uow.queue.end([each.job for each in tasks if each.notice.is_done])
            died = UncertainFailure("no_answer process_ended")
            self._write(uow, [Verdict(t, died) for t in tasks if t.notice.state == SENDING])
            uow.commit()
        return [each for each in tasks if not each.notice.is_done]

    def _prepare(self, tasks: Sequence[Task]) -> tuple[list[Task], list[Verdict]]:
        """The tasks that have a message, and the verdicts on the others."""
        people = self._recipients.of(each.notice for each in tasks)
        verdicts = [self._tried(each, people[each.notice.id]) for each in tasks]
        ready = [each for each in tasks if each.message is not None]
        return ready, [each for each in verdicts if each is not None]

    def _tried(self, task: Task, person: Found) -> Verdict | None:
        try:
            return self._written(task, person)
        except Exception as problem:
            # Whatever is wrong with one must not hold up those that were claimed with it.
            _log.exception("notice_unwritable")
            return Verdict(task, TemporaryFailure(f"cannot_be_written {type(problem).__name__}"))

    def _written(self, task: Task, person: Found) -> Verdict | None:
        if isinstance(person, TemporaryFailure):
            return Verdict(task, person)
        if person is None:
            return Verdict(task, is_nobody_meant=True)
        person = {**person, "facts": task.notice.about(person["facts"])}
        if task.notice.is_overtaken_by(person["facts"]):
            return Verdict(task, is_nobody_meant=True)
        task.notice.reader = person.get("reader", task.notice.reader)
        try:
            task.message = self._channel.write(task.notice, person)
        except PermanentFailure as refusal:
            return Verdict(task, refusal)
        return None if task.message else Verdict(task)

    def _hand_over(self, group: Sequence[Task]) -> list[Verdict]:
        failures = self._channel.deliver([each.message for each in group if each.message])
        return [Verdict(task, failure) for task, failure in zip(group, failures, strict=True)]

    def _write_down(
        self, verdicts: Sequence[Verdict], begun: Sequence[Task] = (), unbegun: Sequence[Task] = ()
    ) -> None:
        if not (verdicts or begun or unbegun):
            return
        with self._open() as uow:
            if begun:
                uow.notices.begin([task.notice for task in begun])
            self._write(uow, verdicts)
            uow.queue.give_back([task.job for task in unbegun])
            uow.commit()

    @staticmethod
    def _write(uow: NotificationUnitOfWork, verdicts: Sequence[Verdict]) -> None:
        ended = [each.task.job for each in verdicts if each.write(uow)]
        if verdicts:
            uow.notices.save(*(each.task.notice for each in verdicts))
        uow.queue.end(ended)


def jobs_of(
    settings: NotificationSettings,
    open_uow: Open,
    clients: Mapping[str, ServiceClient],
    clock: Clock,
    keyring: Keyring,
) -> tuple[JobHandler, ...]:
    """Notification's job handlers."""
    letterhead = Letterhead(
        settings.mail_from, settings.mail_reply_to, settings.public_url, bool(settings.mail_drop)
    )
    server = SmtpServer(
        settings.smtp_url,
        letterhead.domain,
        letterhead.sender,
        settings.smtp_seconds,
        settings.smtp_ca_file or None,
    )
    channels: dict[str, Channel] = {EMAIL: Mailer(server, letterhead)}
    for name, url, secret, address_of in (
        (SMS, settings.sms_url, settings.sms_secret, mobile_of),
        (WECHAT, settings.wechat_url, settings.wechat_secret, followers(open_uow, keyring)),
    ):
        if url:
            outlet = outlet_of(url, secret, name, clock)
            channels[name] = TextMessages(outlet, letterhead, address_of)
    recipients = Recipients(clients, open_uow)
    return (
        *(
            JobHandler(
                job_kind(name), Sender(open_uow, recipients, channel).run, delays=MAIL_DELAYS
            )
            for name, channel in channels.items()
        ),
        *drop_job(settings.mail_drop, open_uow, clients),
        JobHandler(DIGEST, DailyDigest(open_uow, clients).run, delays=(EVERY,) * 60),
    )
