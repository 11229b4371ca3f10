"""One connection to RabbitMQ, in a thread of its own: publishes in order, counts the confirms.

What comes back as unroutable or refused ends the connection: the topology is declared anew and
everything behind the last confirm is sent again.
"""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection
from pika.exceptions import ConnectionWrongStateError

from chassis.bus.topology import EVENTS

CONFIRM_SECONDS = 30.0
_HEARTBEAT_SECONDS = 10


class Interrupted(Exception):
    """The broker did not take everything; what it did not take is sent again."""


class Publisher(threading.Thread):
    """Publishes what it is given. Only ``publish``, ``check`` and ``close`` are for other threads.

    ``confirmed_to`` is the position up to which nothing is outstanding; ``outstanding`` counts what
    was given and not yet confirmed; ``on_progress`` is called when either has changed much.
    """

    def __init__(self, amqp_url: str, confirmed_to: int, on_progress: Callable[[], None]) -> None:
        super().__init__(name="publisher", daemon=True)
        self._parameters = pika.URLParameters(amqp_url)
        self._parameters.heartbeat = _HEARTBEAT_SECONDS
        self._parameters.blocked_connection_timeout = 15
        self._parameters.socket_timeout = 5
        self._parameters.stack_timeout = 10
        self._on_progress = on_progress
        self._connection: Any = None
        self._channel: Any = None
        self._waiting: list[Any] = []
        self._tag = 0
        self._unconfirmed: dict[int, int] = {}
        self._given = 0
        self._done = 0
        self._progress_at = time.monotonic()
        self.confirmed_to = confirmed_to
        self.problem: BaseException | None = None

    @property
    def outstanding(self) -> int:
        return self._given - self._done

    def publish(self, rows: Sequence[Any]) -> None:
        """Take rows of the outbox (position, id, type, envelope), behind those taken before."""
        if not self.outstanding:
            self._progress_at = time.monotonic()
        self._given += len(rows)
        self._connection.ioloop.add_callback_threadsafe(partial(self._take, rows))

    def check(self) -> None:
        """Raises: what ended the connection; Interrupted when confirms fail to come."""
        if self.problem is not None:
            raise self.problem
        waited = time.monotonic() - self._progress_at
        if self.outstanding and waited > CONFIRM_SECONDS:
            raise Interrupted(f"no confirm for {waited:.0f} s")

    def close(self) -> None:
        """End the connection; what was not confirmed by then counts as not sent."""
        self._connection.ioloop.add_callback_threadsafe(partial(self._end, Interrupted("closed")))
        self.join(_HEARTBEAT_SECONDS)

    def start(self) -> None:
        self._connection = SelectConnection(
            self._parameters,
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._opened),
            on_open_error_callback=self._lost,
            on_close_callback=self._lost,
        )
        super().start()

    def run(self) -> None:
        try:
            self._connection.ioloop.start()
        except Exception as problem:
            self.problem = self.problem or problem
        finally:
            self._connection.ioloop.close()
            self._on_progress()

    def _opened(self, channel: Any) -> None:
        channel.add_on_close_callback(lambda _channel, problem: self._end(problem))
        channel.add_on_return_callback(lambda *_message: self._end(Interrupted("unroutable")))
        channel.confirm_delivery(
            ack_nack_callback=self._answered, callback=lambda _ok: self._ready(channel)
        )

    def _ready(self, channel: Any) -> None:
        self._channel = channel
        waiting, self._waiting = self._waiting, []
        self._take(waiting)

    def _take(self, rows: Sequence[Any]) -> None:
        if self._channel is None:
            self._waiting += rows
            return
        for row in rows:
            if self.problem is not None:
                return
            self._publish(row)

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
            ),
            mandatory=True,
        )

    def _answered(self, frame: Any) -> None:
        # A message that comes back does so before its confirm: the connection is ending by then.
        if self.problem is not None:
            return
        if frame.method.NAME != "Basic.Ack":
            self._end(Interrupted("refused"))
            return
        self._progress_at = time.monotonic()
        self._settle(frame.method)
        self._on_progress()

    def _settle(self, ack: Any) -> None:
        tags = (
            [tag for tag in self._unconfirmed if tag <= ack.delivery_tag]
            if ack.multiple
            else [ack.delivery_tag]
        )
        last = max(self._unconfirmed[tag] for tag in tags)
        for tag in tags:
            del self._unconfirmed[tag]
        self._done += len(tags)
        oldest = next(iter(self._unconfirmed.values()), None)
        self.confirmed_to = max(self.confirmed_to, last) if oldest is None else oldest - 1

    def _end(self, problem: BaseException) -> None:
        self.problem = self.problem or problem
        try:
            self._connection.close()
        except ConnectionWrongStateError:
            self._connection.ioloop.stop()

    def _lost(self, _connection: Any, problem: BaseException) -> None:
        self.problem = self.problem or problem
        self._connection.ioloop.stop()
