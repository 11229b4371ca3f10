"""Follows a producer's feed: the embedded mode's transport and everybody's safety net.

The cursor moves in the transaction that handles the events, so a crash at any moment repeats nothing
and skips nothing. A producer whose database is another one than before (epoch) or that knows less
than we have read was restored from a backup: nothing more is read, and a parked job says so. Freeing
that job means: I have looked at it, read the new feed from its beginning.
"""

import json
import logging
import threading
from collections.abc import Sequence
from typing import Any

from chassis.bus.cursor import find_cursor, move_cursor
from chassis.database import reading
from chassis.deliver import deliver, park_unreadable
from chassis.errors import Unavailable
from chassis.jobs import Finish, Job, JobHandler
from chassis.messages import Envelope
from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.waiting import Waiter
from chassis.watchdog import Pulse

BATCH = 200
RESET = "feed.reset"
_PAUSE_SECONDS = 2.0
_PULSE_SECONDS = 60.0
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
        self._is_wary = False
        self.pulse = Pulse(_PULSE_SECONDS)

    def stop(self) -> None:
        self._stopping.set()
        self._waiter.wake()

    def run(self) -> None:
        # Whoever was here before us may have died of what comes next.
        self._is_wary = True
        while not self._stopping.is_set():
            try:
                while self._page() and not self._stopping.is_set():
                    """There may be more."""
            except ProducerWasReset:
                self._waiter.wait(self._poll_seconds)
            except Exception as problem:
                self._is_wary |= not isinstance(problem, Unavailable)
                why = {"source": self._client.service, "reason": type(problem).__name__}
                _log.info("feed_away", extra=why)
                self._stopping.wait(min(self._poll_seconds, _PAUSE_SECONDS))
            else:
                self._waiter.wait(self._poll_seconds)

    def _page(self) -> bool:
        with self.pulse:
            return self.catch_up()

    def catch_up(self) -> bool:
        """Handle one page; True when the page was full.

        Raises: ProducerWasReset; Unavailable; what the database raises.
        """
        with reading(self._service.engine) as connection:
            epoch, position = find_cursor(connection, self._client.service)
        answer = self._client.ask(
            self._service.name, "/internal/events", {"after": position, "limit": BATCH}
        )
        if not answer.is_ok:
            raise Unavailable()
        feed = answer.json()
        if epoch and (feed["epoch"] != epoch or feed["head"] < position):
            self._say_reset(feed["epoch"], feed["head"], position)
            raise ProducerWasReset(self._client.service)
        if feed["events"]:
            self._take(feed["events"], feed["epoch"])
        return len(feed["events"]) == BATCH

    def _take(self, page: Sequence[Any], epoch: str) -> None:
        events = [event for event in map(self._readable, page) if event is not None]
        deliver(
            self._service,
            events,
            lambda uow: move_cursor(
                uow.connection, self._client.service, epoch, page[-1]["sequence"]
            ),
            suspects={event.id for event in events} if self._is_wary else (),
        )
        self._is_wary = False

    def _readable(self, values: Any) -> Envelope | None:
        try:
            return Envelope.from_mapping(values)
        except ValueError as problem:
            park_unreadable(self._service, json.dumps(values).encode(), str(problem))
            return None

    def _say_reset(self, epoch: str, head: int, position: int) -> None:
        source = self._client.service
        with self._service.uow() as uow:
            is_news = uow.jobs.park(
                RESET,
                key=f"{source}:{epoch}:{position}",
                payload={"source": source, "epoch": epoch},
                reason=f"{source} was restored: its feed ends at {head}, we have read {position}",
            )
            uow.commit()
        if is_news:
            _log.error("producer_was_reset", extra={"source": source})


def starting_over() -> JobHandler:
    """What freeing the parked notice of a reset does: read that feed from its beginning."""

    def run(job: Job) -> Finish:
        source, epoch = job.payload["source"], job.payload["epoch"]
        return lambda uow: move_cursor(uow.connection, source, epoch, 0)

    return JobHandler(RESET, run)
