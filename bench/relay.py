"""The relay from outbox to RabbitMQ beside raw pipelined pika on the same kind of queue."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pika
from pika.adapters.select_connection import SelectConnection

from bench.load import spread
from bench.stage import folder
from chassis.bus.cursor import find_cursor
from chassis.bus.relay import Relay
from chassis.bus.topology import QUEUE_ARGUMENTS
from chassis.database import open_engine
from chassis.identity import Keyring
from chassis.messages import Actor, Envelope
from chassis.migrations import migrate
from chassis.outbox import Outbox, head_of_feed
from chassis.settings import CoreSettings, load_settings
from chassis.waiting import PostgresListener
from chassis.wakeup import News
from contracts.notification import NoticeSentV1
from deploy import composition
from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from services.notification.settings import NotificationSettings

EVENTS = 10_000
WINDOW = 300


def measure(postgres: PostgresCluster, broker: RabbitNode, rounds: int) -> None:
    """Print events per second of both, and their ratio in each round."""
    url = postgres.create_database("bench_relay")
    ours, raw = [], []
    with folder() as data, _running_relay(_service(data, url, broker)) as service:
        for _ in range(rounds):
            size = _fill(service)
            ours.append(EVENTS / _drain(service))
            raw.append(EVENTS / _publish_raw(broker.url, b"x" * size))
    ratios = [a / b for a, b in zip(ours, raw, strict=True)]
    print(f"\nrelay with confirms, {EVENTS} events")
    print(f"  relay from the outbox        {spread(ours, 0)}/s")
    print(f"  raw pipelined pika, quorum   {spread(raw, 0)}/s")
    print(f"  ratio                        {spread(ratios)}   (aim 0.80)")


@contextmanager
def _running_relay(service: Any) -> Iterator[Any]:
    """The service with its relay at work; what it does first is not measured."""
    listener = PostgresListener(service.name, service.settings.database_of(service.name))
    relay = Relay(service, listener.waiter(News.EVENTS))
    listener.start()
    relay.start()
    with service.uow() as uow:
        _add(uow.outbox, "first")
        uow.commit()
    _drain(service)
    yield service
    relay.stop()
    relay.join(20)


def _service(data: Path, url: str, broker: RabbitNode) -> Any:
    environment = {"HUHANG_DATA": str(data), "HUHANG_DATABASE_URL": url}
    environment |= {"HUHANG_BUS": "amqp", "HUHANG_AMQP_URL": broker.url}
    Keyring.create(load_settings(CoreSettings, environment).keys_folder, ["notification"])
    migrate(Path("services/notification/storage/migrations"), url)
    settings = load_settings(NotificationSettings, environment)
    return composition.build_service("notification", {}, settings=settings)


def _fill(service: Any) -> int:
    """One commit with all events; returns the size of one."""
    with service.uow() as uow:
        sizes = [len(_add(uow.outbox, str(number)).to_json()) for number in range(EVENTS)]
        uow.commit()
    return max(sizes)


def _add(outbox: Outbox, subject: str) -> Envelope:
    event = NoticeSentV1(
        receipt_no="2611200000000",
        notice_id="0" * 26,
        audience="complainant",
        template="filed",
        channel="email",
    )
    return outbox.add(event, subject=subject, version=1, actor=Actor(role="service", id="bench"))


def _drain(service: Any) -> float:
    """Seconds until the broker has confirmed everything and the cursor stands behind it."""
    engine = open_engine(service.settings.database_of(service.name))
    began = time.perf_counter()
    while True:
        with engine.connect() as connection:
            carried = find_cursor(connection, service.name)[1]
            if carried == head_of_feed(connection) and _all_placed(connection):
                break
        time.sleep(0.02)
    seconds = time.perf_counter() - began
    engine.dispose()
    return seconds


def _all_placed(connection: Any) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM outbox WHERE position IS NULL LIMIT 1")
    return found.first() is None


def _publish_raw(url: str, body: bytes) -> float:
    """Seconds for as many persistent, mandatory messages with confirms, ``WINDOW`` at a time."""
    state = {"sent": 0, "confirmed": 0, "began": 0.0, "ended": 0.0}
    properties = pika.BasicProperties(delivery_mode=2)

    def opened(channel: Any) -> None:
        channel.queue_declare(
            "bench.raw",
            durable=True,
            arguments=dict(QUEUE_ARGUMENTS),
            callback=lambda _frame: channel.confirm_delivery(answered, callback=begin(channel)),
        )
        state["channel"] = channel

    def begin(channel: Any) -> Any:
        def run(_frame: Any) -> None:
            state["began"] = time.perf_counter()
            fill(channel)

        return run

    def fill(channel: Any) -> None:
        while state["sent"] < EVENTS and state["sent"] - state["confirmed"] < WINDOW:
            state["sent"] += 1
            channel.basic_publish("", "bench.raw", body, properties, mandatory=True)

    def answered(frame: Any) -> None:
        state["confirmed"] = (
            frame.method.delivery_tag if frame.method.multiple else state["confirmed"] + 1
        )
        if state["confirmed"] >= EVENTS:
            state["ended"] = time.perf_counter()
            connection.close()
        else:
            fill(state["channel"])

    connection = SelectConnection(
        pika.URLParameters(url),
        on_open_callback=lambda found: found.channel(on_open_callback=opened),
        on_close_callback=lambda *_: connection.ioloop.stop(),
    )
    connection.ioloop.start()
    return state["ended"] - state["began"]
