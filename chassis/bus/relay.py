"""Carries events from the outbox to RabbitMQ: in order, persistent, with pipelined confirms.

One relay per service database is active; others wait. The relay's cursor moves only behind confirms,
so a crash repeats and never loses.
"""

import logging
import threading

from kombu import Connection as KombuConnection
from sqlalchemy.engine import Connection

from chassis.bus.consumer import PATIENCE
from chassis.bus.cursor import find_cursor, move_cursor
from chassis.bus.leadership import NotLeader, leadership
from chassis.bus.publisher import Publisher
from chassis.bus.topology import DEAD_LETTER_QUEUE, EVENTS, queues_of_readers
from chassis.outbox import epoch_of_feed, events_behind, give_positions
from chassis.service import Service
from chassis.waiting import Waiter
from chassis.watchdog import Pulse

BATCH = 1000
WINDOW = 3000
FEW = 20
POLL_SECONDS = 1.0
RETRY_SECONDS = 2.0
STUCK_SECONDS = 30.0
_log = logging.getLogger(__name__)


class Relay(threading.Thread):
    """One service's thread between its outbox and the broker."""

    def __init__(self, service: Service, waiter: Waiter) -> None:
        super().__init__(name=f"{service.name}-relay", daemon=True)
        self._service = service
        self._waiter = waiter
        self._stopping = threading.Event()
        self.pulse = Pulse(STUCK_SECONDS)

    def stop(self) -> None:
        """Send nothing more, wait for the confirms of what was sent."""
        self._stopping.set()
        self._waiter.wake()

    def run(self) -> None:
        while not self._stopping.is_set():
            self.pulse.beat()
            try:
                with leadership(self._service) as session:
                    _declare(self._service)
                    self._carry(session)
            except NotLeader:
                _log.debug("relay_stands_by")
            except Exception as problem:
                _log.warning("relay_interrupted", extra={"reason": repr(problem)[:300]})
            self.pulse.beat()
            self._stopping.wait(RETRY_SECONDS)
        self.pulse.rest()

    def _carry(self, session: Connection) -> None:
        """Until told to stop. Raises: what the broker or the database raises."""
        stream = _Stream(self._service, session, self._waiter)
        try:
            while not (self._stopping.is_set() and stream.is_settled):
                self.pulse.beat()
                if not stream.advance(may_send=not self._stopping.is_set()):
                    self._waiter.wait(POLL_SECONDS)
        finally:
            stream.publisher.close()


class _Stream:
    """One connection's life: what was read, what was sent, what was confirmed.

    Reads and marks in the session that holds the leadership: losing the one is losing the other.
    """

    def __init__(self, service: Service, session: Connection, waiter: Waiter) -> None:
        self._service = service
        self._session = session
        self._epoch = epoch_of_feed(session)
        self._marked = self._sent = find_cursor(session, service.name)[1]
        self._is_behind = False
        self._wants_room = False
        self._wake = waiter.wake
        self.publisher = Publisher(service.settings.amqp_url, self._sent, self._progressed)
        self.publisher.start()

    @property
    def is_settled(self) -> bool:
        """Everything that was sent is confirmed and marked."""
        return self._marked == self._sent

    def advance(self, *, may_send: bool) -> bool:
        """Mark what was confirmed, send what there is; False when there is nothing to do now."""
        self.publisher.check()
        has_marked = self._mark()
        self._wants_room = True
        has_room = self.publisher.outstanding + BATCH <= WINDOW
        self._wants_room = not has_room
        return (may_send and has_room and self._send()) or has_marked

    def _progressed(self) -> None:
        # In the publisher's thread. To look again for each confirm would double what an event
        # costs; a few confirms are marked together with the next event, or within a second.
        confirmed = self.publisher.confirmed_to - self._marked
        is_much = confirmed >= (BATCH if self.publisher.outstanding else FEW)
        if self._wants_room or is_much or self.publisher.problem is not None:
            self._wake()

    def _mark(self) -> bool:
        is_idle = not self.publisher.outstanding
        done = self._sent if is_idle else self.publisher.confirmed_to
        if done == self._marked or not (is_idle or done - self._marked >= BATCH):
            return False
        move_cursor(self._session, self._service.name, self._epoch, done)
        self._session.commit()
        self._marked = done
        return True

    def _send(self) -> bool:
        was_behind = self._is_behind
        if not was_behind:
            give_positions(self._service.engine)
        rows = events_behind(self._session, self._sent, BATCH)
        self._session.commit()
        if rows:
            self.publisher.publish([row for row in rows if row.type in self._service.readers])
            self._sent = rows[-1].position
        self._is_behind = len(rows) == BATCH
        return self._is_behind or was_behind


def _declare(service: Service) -> None:
    with KombuConnection(
        service.settings.amqp_url,
        connect_timeout=5,
        heartbeat=10,
        transport_options=dict(PATIENCE),
    ) as connection:
        channel = connection.channel()
        EVENTS(channel).declare()
        DEAD_LETTER_QUEUE(channel).declare()
        for queue in queues_of_readers(service.readers):
            queue(channel).declare()
