"""The maildir into which the mail server puts what comes back; read once a minute.

A mail is acted on first and moved then: after a crash it is read again, which changes nothing more.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from chassis.errors import NotFound
from chassis.jobs import Job, JobHandler
from chassis.principal import service_principal
from chassis.service_client import ServiceClient
from services.notification.application.fallback import fall_back
from services.notification.application.returned_mail import Bounce, CalendarAnswer, read_returned
from services.notification.messaging.smtp_answers import without_addresses
from services.notification.storage.unit_of_work import NotificationUnitOfWork

READ_DROP = "notification.read_mail_drop"
EVERY = timedelta(minutes=1)
MOST_AT_ONCE, LARGEST = 200, 2 * 1024 * 1024
_UNSETTLED = 500
_log = logging.getLogger(__name__)

Open = Callable[[], NotificationUnitOfWork]


class MailDrop:
    """Reads ``new``; what was understood goes to ``cur`` as read, what a person must see as unread."""

    def __init__(self, folder: Path, open_uow: Open, clients: Mapping[str, ServiceClient]) -> None:
        self._folder = folder
        self._open = open_uow
        self._clients = clients

    def run(self, job: Job) -> None:
        """Read what has come, and plan the next look. Raises: OSError; Unavailable."""
        for path in self._waiting():
            flags = ":2,S" if self._settle(path) else ":2,"
            path.rename(self._folder / "cur" / (path.name.partition(":")[0] + flags))
        with self._open() as uow:
            uow.queue.repeat(job, uow.clock.now() + EVERY)
            uow.commit()

    def _waiting(self) -> Iterator[Path]:
        for name in ("new", "cur"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        yield from sorted((self._folder / "new").iterdir())[:MOST_AT_ONCE]

    def _settle(self, path: Path) -> bool:
        if path.stat().st_size > LARGEST:
            return False
        content = path.read_bytes()
        match read_returned(content):
            case Bounce() as bounce:
                return self._bounced(bounce)
            case CalendarAnswer() as answer:
                return self._answered(answer, hashlib.sha256(content).hexdigest())
        return False

    def _bounced(self, bounce: Bounce) -> bool:
        with self._open() as uow:
            try:
                notice = uow.notices.take(bounce.notice_id)
            except NotFound:
                return False
            before = notice.state
            notice.bounced(f"bounced {without_addresses(bounce.reason)}", uow.clock.now())
            if notice.state != before:
                fall_back(notice, uow)
                uow.notices.save(notice)
                uow.commit()
        return True

    def _answered(self, answer: CalendarAnswer, key: str) -> bool:
        """Hand the answer to the owner of the session; what it refuses, a person must read."""
        said = self._clients["mediation"].request(
            "POST",
            f"/api/v1/attendance/{answer.token}",
            principal=service_principal("notification"),
            json_body={"answer": answer.answer, "sequence": answer.sequence},
            headers={"Idempotency-Key": key},
        )
        if said.status >= _UNSETTLED:
            raise OSError(f"mediation answers {said.status}")
        if not said.is_ok:
            _log.warning("calendar_answer_refused", extra={"status": said.status})
        return said.is_ok


def drop_job(
    folder: str, open_uow: Open, clients: Mapping[str, ServiceClient]
) -> tuple[JobHandler, ...]:
    """The job that reads the maildir; none where there is no folder."""
    if not folder:
        return ()
    drop = MailDrop(Path(folder), open_uow, clients)
    return (JobHandler(READ_DROP, drop.run, delays=(EVERY,) * 60),)
