"""Takes events from RabbitMQ (kombu): batches, one commit for each, acknowledged afterwards."""

import logging
import threading
import time
from typing import Any

from kombu import Connection, Consumer
from kombu.mixins import ConsumerMixin
from sqlalchemy.exc import SQLAlchemyError

from chassis.bus.topology import DEAD_LETTER_QUEUE, queue_of
from chassis.deliver import deliver, event_types, park_unreadable
from chassis.messages import Envelope
from chassis.service import Service

PREFETCH = 100
BATCH = 50
_SHORT = 0.001
_DATABASE_PAUSE = 2.0
_log = logging.getLogger(__name__)


class BusConsumer(ConsumerMixin, threading.Thread):
    """One service's thread at its queue. Connects again by itself, whatever breaks."""

    def __init__(self, service: Service) -> None:
        threading.Thread.__init__(self, name=f"{service.name}-consumer", daemon=True)
        self._service = service
        self._pending: list[Any] = []
        self.connection = Connection(service.settings.amqp_url, heartbeat=10, connect_timeout=5)

    def stop(self) -> None:
        """Finish the batch in hand; what was not acknowledged comes again."""
        self.should_stop = True

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
        return [consumer]

    def consume(
        self, limit: Any = None, timeout: Any = None, safety_interval: Any = 1, **kwargs: Any
    ) -> Any:
        """Collect what is there, up to a batch, then handle it."""
        with self.consumer_context(**kwargs) as (connection, _channel, _consumers):
            while not self.should_stop:
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
        while not self.should_stop:
            try:
                readable = [each for each in map(self._readable, batch) if each is not None]
                deliver(self._service, readable)
            except SQLAlchemyError as problem:
                _log.warning("database_away", exc_info=problem)
                time.sleep(_DATABASE_PAUSE)
                continue
            batch[-1].ack(multiple=True)
            return

    def _readable(self, message: Any) -> Envelope | None:
        body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
        try:
            return Envelope.from_json(body)
        except ValueError as problem:
            message_id = str(message.properties.get("message_id") or message.delivery_tag)
            park_unreadable(self._service, body, str(problem)[:500], message_id)
            return None
