"""Takes events from RabbitMQ (kombu): batches, one commit for each, acknowledged afterwards.

When the database is away nothing is acknowledged and the batch is tried again until it is back. A
message that comes for the second time may have killed whoever had it first: see ``suspects`` in
``chassis.deliver``.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

from kombu import Connection, Consumer
from kombu.mixins import ConsumerMixin

from chassis.bus.topology import DEAD_LETTER_QUEUE, queue_of
from chassis.deliver import deliver, event_types, park_unreadable
from chassis.messages import Envelope
from chassis.service import Service
from chassis.watchdog import Pulse

PREFETCH = 100
BATCH = 50
_SHORT = 0.001
_PAUSE_SECONDS = 2.0
_PULSE_SECONDS = 60.0
# Without these, a broker that is frozen while we speak to it would be waited for without end.
PATIENCE = {"read_timeout": 10, "write_timeout": 10}
_log = logging.getLogger(__name__)


class BusConsumer(ConsumerMixin, threading.Thread):
    """One service's thread at its queue. Connects again by itself, whatever breaks."""

    # Our own loop tries again, so that it can also be told to stop.
    connect_max_retries = 1

    def __init__(self, service: Service, look_at_feeds: Callable[[], None]) -> None:
        """``look_at_feeds``: called when a connection was made, for the broker may have forgotten
        what it had, and again and again while there is none."""
        threading.Thread.__init__(self, name=f"{service.name}-consumer", daemon=True)
        self._service = service
        self._look_at_feeds = look_at_feeds
        self._pending: list[Any] = []
        self._told_to_stop = threading.Event()
        self.pulse = Pulse(_PULSE_SECONDS)
        self.connection = Connection(
            service.settings.amqp_url,
            heartbeat=10,
            connect_timeout=5,
            transport_options=dict(PATIENCE),
        )

    def stop(self) -> None:
        """Finish the batch in hand; what was not acknowledged comes again."""
        self.should_stop = True
        self._told_to_stop.set()

    def run(self, *_args: Any, **_kwargs: Any) -> None:
        while not self.should_stop:
            try:
                for _ in self.consume():
                    """Batches are handled while consuming."""
            except Exception as problem:
                _log.warning("consumer_interrupted", extra={"reason": type(problem).__name__})
                self._look_at_feeds()
            self.pulse.rest()
            self._told_to_stop.wait(_PAUSE_SECONDS)

    def on_connection_error(self, exc: Exception, interval: float) -> None:
        """Our own loop says so, in one line."""

    def get_consumers(self, _consumer: Any, channel: Any) -> list[Consumer]:
        self._pending.clear()
        DEAD_LETTER_QUEUE(channel).declare()
        consumer = Consumer(
            channel,
            queues=[queue_of(self._service.name, event_types(self._service))],
            on_message=self._pending.append,
        )
        # Quorum queues know no global prefetch.
        consumer.qos(prefetch_count=PREFETCH, apply_global=False)
        self._look_at_feeds()
        return [consumer]

    def consume(
        self, limit: Any = None, timeout: Any = None, safety_interval: Any = 1, **kwargs: Any
    ) -> Any:
        """Collect what is there, up to a batch, then handle it."""
        with self.consumer_context(**kwargs) as (connection, _channel, _consumers):
            while not self.should_stop:
                self.pulse.beat()
                try:
                    connection.drain_events(timeout=_SHORT if self._pending else safety_interval)
                except TimeoutError:
                    self._handle_batch()
                    connection.heartbeat_check()
                else:
                    yield
                    if len(self._pending) >= BATCH:
                        self._handle_batch()

    def _handle_batch(self) -> None:
        if not self._pending:
            return
        batch, self._pending[:] = self._pending[:], []
        suspects = {each for each in batch if each.delivery_info["redelivered"]}
        while not self.should_stop:
            self.pulse.beat()
            try:
                self._deliver(batch, suspects)
            except Exception as problem:
                _log.warning("delivery_interrupted", exc_info=problem)
                suspects = set(batch)
                self._told_to_stop.wait(_PAUSE_SECONDS)
                continue
            batch[-1].ack(multiple=True)
            return

    def _deliver(self, batch: list[Any], suspects: set[Any]) -> None:
        readable = [(each, self._readable(each)) for each in batch]
        envelopes = [envelope for _message, envelope in readable if envelope is not None]
        suspected = {
            envelope.id for message, envelope in readable if envelope and message in suspects
        }
        deliver(self._service, envelopes, suspects=suspected)

    def _readable(self, message: Any) -> Envelope | None:
        body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
        try:
            return Envelope.from_json(body)
        except ValueError as problem:
            park_unreadable(self._service, body, str(problem))
            return None
