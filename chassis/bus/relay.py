"""Carries events from the outbox to RabbitMQ: in order, persistent, with pipelined confirms.

One relay per service database is active (PostgreSQL advisory lock); others wait. A row is marked only
after its confirm, so a crash repeats and never loses. What comes back as unroutable is not marked:
the topology is declared anew and the rows are sent again.
"""

import logging
import os
import threading
import time
from typing import Any

import pika
import sqlalchemy as sa
from kombu import Connection as KombuConnection
from pika.adapters.select_connection import SelectConnection
from pika.exceptions import AMQPError
from sqlalchemy.exc import SQLAlchemyError

from chassis.bus.topology import DEAD_LETTER_QUEUE, EVENTS, queues_of_readers
from chassis.database import is_postgres
from chassis.outbox import give_positions, mark_published, unpublished
from chassis.service import Service
from chassis.waiting import Waiter

BATCH = 500
WINDOW = 1000
POLL_SECONDS = 1.0
RETRY_SECONDS = 2.0
STUCK_SECONDS = 30.0
_LEADER_LOCK = 0x7265_6C61_79
_log = logging.getLogger(__name__)


class NotLeader(Exception):
    """Another process carries this service's events."""


class Relay(threading.Thread):
    """One service's thread towards the broker. Ends the process when it hangs: nothing else helps."""

    def __init__(self, service: Service, waiter: Waiter) -> None:
        super().__init__(name=f"{service.name}-relay", daemon=True)
        self._service = service
        self._waiter = waiter
        self._stopping = threading.Event()
        self.beat = time.monotonic()

    def stop(self) -> None:
        self._stopping.set()
        self._waiter.wake()

    def run(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            try:
                with self._service.engine.connect() as leadership:
                    self._lead(leadership)
                    _declare(self._service)
                    _Stream(self, self._service, self._waiter, self._stopping, leadership).run()
            except NotLeader:
                _log.debug("relay_stands_by")
            except (AMQPError, OSError, SQLAlchemyError) as problem:
                _log.warning("relay_interrupted", exc_info=problem)
            self._stopping.wait(RETRY_SECONDS)

    def _lead(self, connection: Any) -> None:
        if not is_postgres(connection):
            return
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(
            sa.select(sa.func.pg_try_advisory_lock(_LEADER_LOCK))
        ).scalar_one():
            raise NotLeader()

    def _watch(self) -> None:
        while not self._stopping.wait(STUCK_SECONDS / 6):
            if time.monotonic() - self.beat > STUCK_SECONDS:
                _log.critical("relay_stuck")
                os._exit(70)


def _declare(service: Service) -> None:
    with KombuConnection(service.settings.amqp_url, connect_timeout=5, heartbeat=10) as connection:
        channel = connection.channel()
        EVENTS(channel).declare()
        DEAD_LETTER_QUEUE(channel).declare()
        for queue in queues_of_readers(service.readers):
            queue(channel).declare()


class _Stream:
    """One connection's life: reads rows, publishes them, marks what was confirmed."""

    def __init__(
        self,
        relay: Relay,
        service: Service,
        waiter: Waiter,
        stopping: threading.Event,
        leadership: Any,
    ) -> None:
        self._relay = relay
        self._service = service
        self._waiter = waiter
        self._stopping = stopping
        self._leadership = leadership
        self._sent = 0
        self._tag = 0
        self._unconfirmed: dict[int, int] = {}
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

    def run(self) -> None:
        """Until the connection is lost or the relay stops. Raises: what broke it."""
        waker = threading.Thread(target=self._pass_on_news, daemon=True)
        waker.start()
        self._connection.ioloop.start()
        if self._problem and not self._stopping.is_set():
            raise self._problem

    def _pass_on_news(self) -> None:
        while self._problem is None and not self._stopping.is_set():
            self._waiter.wait(POLL_SECONDS)
            self._connection.ioloop.add_callback_threadsafe(self._work)
        self._connection.ioloop.add_callback_threadsafe(self._work)

    def _lost(self, _connection: Any, problem: BaseException) -> None:
        self._problem = problem
        self._connection.ioloop.stop()

    def _opened(self, channel: Any) -> None:
        self._channel = channel
        channel.add_on_close_callback(lambda _channel, problem: self._lost(None, problem))
        channel.add_on_return_callback(self._unroutable)
        channel.confirm_delivery(
            ack_nack_callback=self._answered, callback=lambda _ok: self._work()
        )

    def _work(self) -> None:
        self._relay.beat = time.monotonic()
        if self._problem is not None:
            return
        try:
            if self._stopping.is_set() or self._refused:
                self._finish()
            else:
                self._check_leadership()
                while len(self._unconfirmed) + BATCH <= WINDOW and self._publish_batch():
                    """More may wait."""
        except SQLAlchemyError as problem:
            self._close(problem)

    def _check_leadership(self) -> None:
        if is_postgres(self._leadership) and not self._unconfirmed:
            self._leadership.execute(sa.select(1))

    def _publish_batch(self) -> bool:
        give_positions(self._service.engine)
        with self._service.engine.connect() as connection:
            rows = unpublished(connection, self._sent, BATCH)
        for row in rows:
            self._sent = row.position
            if row.type not in self._service.readers:
                self._confirmed.append(row.position)
                continue
            self._publish(row)
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
        confirmed = method.NAME == "Basic.Ack"
        tags = self._tags_up_to(method.delivery_tag) if method.multiple else [method.delivery_tag]
        for tag in tags:
            position = self._unconfirmed.pop(tag)
            if confirmed and position not in self._returned:
                self._confirmed.append(position)
            else:
                self._refused = True
        if len(self._confirmed) >= BATCH or not self._unconfirmed:
            self._mark()
            self._work()

    def _tags_up_to(self, last: int) -> list[int]:
        return [tag for tag in self._unconfirmed if tag <= last]

    def _mark(self) -> None:
        if not self._confirmed:
            return
        try:
            with self._service.engine.begin() as connection:
                mark_published(connection, self._confirmed, self._service.clock)
            self._confirmed = []
        except SQLAlchemyError as problem:
            self._close(problem)

    def _finish(self) -> None:
        if not self._unconfirmed:
            self._close(ConnectionResetError("unroutable or refused events are sent again"))

    def _close(self, problem: BaseException) -> None:
        if self._problem is None:
            self._problem = problem
            if self._connection.is_open:
                self._connection.close()
            else:
                self._connection.ioloop.stop()
