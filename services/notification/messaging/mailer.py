"""Mail as a channel: written for one person, handed over by the event loop of this process."""

import asyncio
import functools
import hashlib
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from services.notification.application.compose import Letterhead, Unwritable, compose
from services.notification.domain.masking import masked_address
from services.notification.domain.notice import Notice
from services.notification.messaging.channel import Failure, Message, PermanentFailure
from services.notification.messaging.smtp import SmtpPool, SmtpServer

_starting = threading.Lock()


@functools.cache
def _started_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="mail", daemon=True).start()
    return loop


def _loop() -> asyncio.AbstractEventLoop:
    """The one event loop of the process in which all connections live; started by the first mail."""
    with _starting:
        return _started_loop()


class Mailer:
    """The channel of mails."""

    def __init__(self, server: SmtpServer, letterhead: Letterhead) -> None:
        self._pool = SmtpPool(server)
        self._letterhead = letterhead

    def write(self, notice: Notice, person: Mapping[str, Any]) -> Message | None:
        if not person["email"]:
            return None
        try:
            mail = compose(notice, person, self._letterhead)
        except Unwritable as problem:
            raise PermanentFailure(str(problem)) from problem
        return Message(
            notice_id=notice.id,
            address=mail.address,
            masked=masked_address(mail.address),
            content=mail.content,
            sha256=hashlib.sha256(mail.content).hexdigest(),
            text=mail.text,
        )

    def deliver(self, messages: Sequence[Message]) -> list[Failure | None]:
        return asyncio.run_coroutine_threadsafe(self._pool.deliver(messages), _loop()).result()
