"""Carries events from the outbox to RabbitMQ: in order, persistent, with pipelined confirms.

One relay per service database is active; others wait. A row is marked only after its confirm, so a
crash repeats and never loses. What comes back as unroutable or refused is not marked: the connection
is closed, the topology declared anew and the rows are sent again.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pika
from kombu import Connection as KombuConnection
from pika.adapters.select_connection import SelectConnection
from pika.exceptions import ConnectionWrongStateError

from chassis.bus.consumer import PATIENCE
from chassis.bus.leadership import NotLeader, leadership
from chassis.bus.topology import DEAD_LETTER_QUEUE, EVENTS, queues_of_readers
from chassis.outbox import give_positions, mark_published, unpublished
from chassis.service import Service
from chassis.waiting import Waiter
from chassis.watchdog import Pulse

BATCH = 500
WINDOW = 1000
GATHER_SECONDS = 0.005
POLL_SECONDS = 1.0
RETRY_SECONDS = 2.0
CONFIRM_SECONDS = 30.0
STUCK_SECONDS = 30.0
_log = logging.getLogger(__name__)


class Interrupted(Exception):
    """The broker did not take everything; what it did not take is sent again."""


class Relay(threading.Thread):
    """One service's thread towards the broker."""

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
                with leadership(self._service) as still_leads:
                    _declare(self._service)
                    _Stream(self, self._service, self._waiter, still_leads).run()
            except NotLeader:
                _log.debug("relay_stands_by")
            except Exception as problem:
                _log.warning("relay_interrupted", extra={"reason": repr(problem)[:300]})
            self.pulse.beat()
            self._stopping.wait(RETRY_SECONDS)
        self.pulse.rest()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()


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


class _Stream:
    """One connection's life: reads rows, publishes them, marks what was confirmed.

    Everything runs in the connection's loop; only ``_on_news`` is called from other threads.
    """

    def __init__(
        self, relay: Relay, service: Service, waiter: Waiter, still_leads: Callable[[], None]
    ) -> None:
        self._relay = relay
        self._service = service
        self._waiter = waiter
        self._still_leads = still_leads
        self._channel: Any = None
        self._is_planned = False
        self._sent = 0
        self._tag = 0
        self._unconfirmed: dict[int, int] = {}
        self._progress_at = time.monotonic()
        self._confirmed: list[int] = []
        self._returned: set[int] = set()
        self._refused = False
        self._problem: BaseException | None = None
        parameters = pika.URLParameters(service.settings.amqp_url)
        parameters.heartbeat = 10
        parameters.blocked_connection_timeout = 15
        parameters.socket_timeout = 5
        parameters.stack_timeout = 10
        self._connection = SelectConnection(
            parameters,
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._opened),
            on_open_error_callback=self._lost,
            on_close_callback=self._lost,
        )
        self._loop = self._connection.ioloop

    def run(self) -> None:
        """Until the connection is lost or the relay stops. Raises: what broke it."""
        self._waiter.on_news = self._on_news
        self._loop.call_later(POLL_SECONDS, self._poll)
        try:
            self._loop.start()
        finally:
            self._waiter.on_news = None
            self._loop.close()
        if self._problem and not self._relay.is_stopping:
            raise self._problem

    def _on_news(self) -> None:
        self._loop.add_callback_threadsafe(self._plan)

    def _poll(self) -> None:
        self._relay.pulse.beat()
        self._loop.call_later(POLL_SECONDS, self._poll)
        if self._channel is None and self._relay.is_stopping:
            self._close(Interrupted("told to stop"))
        self._plan()

    def _plan(self) -> None:
        # Commits that come close together are carried together.
        if not self._is_planned:
            self._is_planned = True
            self._loop.call_later(GATHER_SECONDS, self._work)

    def _opened(self, channel: Any) -> None:
        channel.add_on_close_callback(lambda _channel, problem: self._close(problem))
        channel.add_on_return_callback(self._unroutable)
        channel.confirm_delivery(
            ack_nack_callback=self._answered, callback=lambda _ok: self._ready(channel)
        )

    def _ready(self, channel: Any) -> None:
        self._channel = channel
        self._plan()

    def _work(self) -> None:
        self._is_planned = False
        if self._problem is not None or self._channel is None:
            return
        try:
            self._check_progress()
            if self._refused or self._relay.is_stopping:
                self._finish()
                return
            self._still_leads()
            while len(self._unconfirmed) + BATCH <= WINDOW and self._publish_batch():
                """More may wait."""
        except Exception as problem:
            self._close(problem)

    def _check_progress(self) -> None:
        waited = time.monotonic() - self._progress_at
        if self._unconfirmed and waited > CONFIRM_SECONDS:
            raise Interrupted(f"no confirm for {waited:.0f} s")

    def _publish_batch(self) -> bool:
        give_positions(self._service.engine)
        with self._service.engine.connect() as connection:
            rows = unpublished(connection, self._sent, BATCH)
        if not self._unconfirmed:
            self._progress_at = time.monotonic()
        for row in rows:
            self._sent = row.position
            if row.type in self._service.readers:
                self._publish(row)
            else:
                self._confirmed.append(row.position)
        if not self._unconfirmed:
            self._mark()
        return len(rows) == BATCH

    def _publish(self, row: Any) -> None:
        self._tag += 1
        self._unconfirmed[self._tag] = row.position
        self._channel.basic_publish(
            exchange=EVENTS.name,
            routing_key=row.type,
            body=row.envelope.encode(),
            properties=pika.BasicProperties(
                delivery_mode=2,
                message_id=row.id,
                type=row.type,
                content_type="application/cloudevents+json",
                headers={"position": row.position},
            ),
            mandatory=True,
        )

    def _unroutable(self, _channel: Any, _method: Any, properties: Any, _body: bytes) -> None:
        # The return comes before the confirm of the same message.
        self._returned.add(properties.headers["position"])

    def _answered(self, frame: Any) -> None:
        method = frame.method
        self._progress_at = time.monotonic()
        tags = self._tags_up_to(method.delivery_tag) if method.multiple else [method.delivery_tag]
        for position in [self._unconfirmed.pop(tag) for tag in tags]:
            if method.NAME == "Basic.Ack" and position not in self._returned:
                self._confirmed.append(position)
            else:
                self._refused = True
        if len(self._confirmed) >= BATCH or not self._unconfirmed:
            try:
                self._mark()
            except Exception as problem:
                self._close(problem)
            self._work()

    def _tags_up_to(self, last: int) -> list[int]:
        return [tag for tag in self._unconfirmed if tag <= last]

    def _mark(self) -> None:
        if self._confirmed:
            with self._service.engine.begin() as connection:
                mark_published(connection, self._confirmed, self._service.clock)
            self._confirmed = []

    def _finish(self) -> None:
        if not self._unconfirmed:
            self._mark()
            self._close(Interrupted("events came back as unroutable or refused"))

    def _close(self, problem: BaseException) -> None:
        if self._problem is None:
            self._problem = problem
            try:
                self._connection.close()
            except ConnectionWrongStateError:
                self._loop.stop()

    def _lost(self, _connection: Any, problem: BaseException) -> None:
        self._problem = self._problem or problem
        self._loop.stop()
