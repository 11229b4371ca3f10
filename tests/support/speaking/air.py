"""A speaker and a listener with real workers between them, on one of the buses."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pika

from chassis.bus.topology import DEAD_LETTERS, EVENTS, queue_name
from chassis.messages import Subscription
from chassis.service import Service
from chassis.wakeup import PostgresWakeup, SocketWakeup, Wakeup
from chassis.worker import Worker
from tests.support.speaking.services import LISTENER, Ground, client_of

Channel = pika.adapters.blocking_connection.BlockingChannel


@dataclass(frozen=True)
class Air:
    """The speaker's and the listener's side of a bus; nothing runs before ``carried``."""

    ground: Ground
    speaker: Service
    listener: Service

    @contextlib.contextmanager
    def carried(self) -> Iterator[None]:
        """Both workers run."""
        with self.speaking(), self.listening():
            yield

    @contextlib.contextmanager
    def speaking(self) -> Iterator[Worker]:
        """The speaker's worker runs: behind a broker it is the relay."""
        worker = Worker(self.speaker, {})
        worker.start()
        yield worker
        worker.stop()

    @contextlib.contextmanager
    def listening(self) -> Iterator[Worker]:
        worker = Worker(self.listener, {self.speaker.name: client_of(self.speaker)})
        worker.start()
        yield worker
        worker.stop()

    def close(self) -> None:
        self.speaker.engine.dispose()
        self.listener.engine.dispose()


def wakeup_on(ground: Ground) -> Wakeup:
    if ground.database_url.startswith("postgresql"):
        return PostgresWakeup()
    return SocketWakeup(Path(ground.folder) / "wakeup")


def air_over(ground: Ground, *subscriptions: Subscription) -> Air:
    """Both sides on one ground."""
    wakeup = wakeup_on(ground)
    return Air(
        ground, ground.speaker(wakeup=wakeup), ground.listener(*subscriptions, wakeup=wakeup)
    )


@contextlib.contextmanager
def raw_channel(amqp_url: str) -> Iterator[Channel]:
    """Our own hands at the broker."""
    connection = pika.BlockingConnection(pika.URLParameters(amqp_url))
    yield connection.channel()
    connection.close()


def take(channel: Channel, count: int) -> list[tuple[pika.BasicProperties, bytes]]:
    """Read messages of the listener's queue without acknowledging them."""
    taken = []
    for _method, properties, body in channel.consume(queue_name(LISTENER), inactivity_timeout=10):
        assert body is not None, f"only {len(taken)} messages came"
        taken.append((properties, body))
        if len(taken) == count:
            break
    return taken


def clear(amqp_url: str) -> None:
    """Take everything of ours out of the broker."""
    with raw_channel(amqp_url) as channel:
        for queue in (queue_name(LISTENER), DEAD_LETTERS.name):
            channel.queue_delete(queue)
        for exchange in (EVENTS.name, DEAD_LETTERS.name):
            channel.exchange_delete(exchange)
