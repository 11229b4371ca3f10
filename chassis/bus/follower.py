"""Follows a producer's feed: the embedded mode's transport and everybody's safety net.

The cursor moves in the transaction that handles the events, so a crash at any moment repeats nothing
and skips nothing. A producer whose database is another one than before (epoch) or that knows less
than we have read was restored from a backup: the follower stops and says so.
"""

import logging
import threading
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from chassis.database import reading, upsert
from chassis.deliver import deliver
from chassis.errors import Unavailable
from chassis.messages import Envelope
from chassis.schema import cursors
from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.unit_of_work import UnitOfWork
from chassis.waiting import Waiter

BATCH = 200
_log = logging.getLogger(__name__)


class ProducerWasReset(Exception):
    """The producer's feed is not the one that we have been reading."""


class Follower(threading.Thread):
    """One service's thread behind one producer."""

    def __init__(
        self, service: Service, client: ServiceClient, waiter: Waiter, poll_seconds: float
    ) -> None:
        super().__init__(name=f"{service.name}-follows-{client.service}", daemon=True)
        self._service = service
        self._client = client
        self._waiter = waiter
        self._poll_seconds = poll_seconds
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()
        self._waiter.wake()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                while self.catch_up() and not self._stopping.is_set():
                    """There may be more."""
            except ProducerWasReset as problem:
                _log.error("producer_was_reset", extra={"source": str(problem)})
                return
            except (Unavailable, SQLAlchemyError) as problem:
                _log.info(
                    "feed_away",
                    extra={"source": self._client.service, "reason": repr(problem)[:200]},
                )
                self._stopping.wait(min(self._poll_seconds, 2.0))
                continue
            self._waiter.wait(self._poll_seconds)

    def catch_up(self) -> bool:
        """Handle one page; True when the page was full.

        Raises: ProducerWasReset; Unavailable; SQLAlchemyError.
        """
        epoch, position = self._cursor()
        answer = self._client.ask(
            self._service.name, "/internal/events", {"after": position, "limit": BATCH}
        )
        if not answer.is_ok:
            raise Unavailable()
        feed = answer.json()
        if epoch and (feed["epoch"] != epoch or feed["head"] < position):
            raise ProducerWasReset(self._client.service)
        events = [Envelope.from_mapping(each) for each in feed["events"]]
        if events:
            self._take(events, feed["epoch"])
        return len(events) == BATCH

    def _take(self, events: Sequence[Envelope], epoch: str) -> None:
        deliver(
            self._service, events, lambda uow: self._move_cursor(uow, epoch, events[-1].sequence)
        )

    def _cursor(self) -> tuple[str, int]:
        with reading(self._service.engine) as connection:
            row = connection.execute(
                sa.select(cursors).where(cursors.c.source == self._client.service)
            ).one_or_none()
        return (row.epoch, row.position) if row else ("", 0)

    def _move_cursor(self, uow: UnitOfWork, epoch: str, position: int) -> None:
        values = {"epoch": epoch, "position": position}
        source = {"source": self._client.service}
        upsert(uow.connection, cursors, source | values, values)
