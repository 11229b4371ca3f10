"""The consumer: poison is put aside, its neighbours flow, nothing is acknowledged too early."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.bus.topology import EVENTS, queue_name
from chassis.deliver import UNREADABLE
from chassis.messages import Envelope, handles
from chassis.unit_of_work import UnitOfWork
from deploy.local_servers.postgres import PostgresCluster
from tests.support.speaking.air import Air, Channel, raw_channel, take
from tests.support.speaking.services import (
    LISTENER,
    SPEAKER,
    Ground,
    parking_lot,
    planned,
    said,
    say,
    unpublished_count,
    words_heard,
    write_down,
)
from tests.support.speaking.words import WordSaidV1
from tests.support.until import until

pytestmark = pytest.mark.integration
MakeAir = Callable[..., Air]
QUEUE = queue_name(LISTENER)


def put(channel: Channel, body: bytes) -> None:
    """Publish a body of our own making to the listener."""
    channel.basic_publish(EVENTS.name, WordSaidV1.TYPE, body)


def acknowledges_everything(air: Air, channel: Channel) -> bool:
    """A listener that ran and stopped leaves nothing in its queue, not even in hand."""

    def waiting() -> int:
        return int(channel.queue_declare(QUEUE, passive=True).method.message_count)

    with air.listening():
        until(lambda: waiting() == 0)
    return waiting() == 0


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"[" * 200_000, b'{"id": 1}', os.urandom(3_000_000)],
    ids=["empty", "not text", "tower", "incomplete", "3 MB of noise"],
)
def test_what_is_no_event_is_parked_and_its_neighbours_flow(
    air: Air, hands: Channel, body: bytes
) -> None:
    with air.carried():
        say(air.speaker, "before")
        until(lambda: words_heard(air.listener) == ["before"])

        put(hands, body)
        say(air.speaker, "after")
        until(lambda: words_heard(air.listener) == ["before", "after"])
        until(lambda: [left.kind for left in parking_lot(air.listener)] == [UNREADABLE])

    until(lambda: acknowledges_everything(air, hands), seconds=60)


@pytest.mark.parametrize(
    "changes",
    [
        {"data": {"text": "\u0000"}},
        {"data": {"text": "\ud800"}},
        {"subject": "case\u0000"},
        {"data": {"text": "x" * 5_000}},
        {"data": {}},
    ],
    ids=["nul", "half a character", "nul in the subject", "too long", "field missing"],
)
def test_an_event_that_the_database_cannot_take_stops_nobody(
    air: Air, hands: Channel, changes: dict[str, object]
) -> None:
    say(air.speaker, "template")
    event = json.loads(said(air.speaker)[0].to_json()) | {"id": "0" * 26} | changes

    with air.carried():
        until(lambda: words_heard(air.listener) == ["template"])
        put(hands, json.dumps(event).encode())
        say(air.speaker, "after", subject="case-2")
        until(lambda: words_heard(air.listener) == ["template", "after"])
        until(lambda: len(planned(air.listener)) == 1)

    until(lambda: acknowledges_everything(air, hands), seconds=60)


def test_a_message_that_its_first_reader_did_not_finish_is_tried_as_a_job(
    make_air: MakeAir, broker_on_postgres: Ground, amqp_url: str
) -> None:
    causes: list[int] = []

    @handles(WordSaidV1, name="listener.count_jobs")
    def count_jobs(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
        jobs = "SELECT count(*) FROM jobs WHERE state = 'running'"
        causes.append(uow.connection.exec_driver_sql(jobs).scalar_one())
        write_down.handler(event, envelope, uow)

    air = make_air(broker_on_postgres, count_jobs)
    say(air.speaker, "deadly")
    with air.speaking():
        until(lambda: unpublished_count(air.speaker) == 0)
    with raw_channel(amqp_url) as first_reader:
        take(first_reader, 1)

    with air.listening():
        until(lambda: words_heard(air.listener) == ["deadly"])

    assert causes == [1]


def test_nothing_is_acknowledged_while_the_database_is_away(
    make_air: MakeAir, short_folder: Path, amqp_url: str
) -> None:
    cluster = PostgresCluster(short_folder / "postgres").start()
    try:
        for name in (SPEAKER, LISTENER):
            cluster.create_database(name)
        air = make_air(Ground(short_folder, cluster.url("{service}"), "amqp", amqp_url))
        with air.carried():
            say(air.speaker, "one")
            until(lambda: words_heard(air.listener) == ["one"])
            until(lambda: unpublished_count(air.speaker) == 0)
        say(air.speaker, "two", "three")
        with air.speaking():
            until(lambda: unpublished_count(air.speaker) == 0)
        cluster.kill()

        with air.listening():
            with pytest.raises(sa.exc.OperationalError):
                words_heard(air.listener)
            cluster.start()
            until(lambda: len(words_heard(air.listener)) == 3, seconds=60)

        assert words_heard(air.listener) == ["one", "two", "three"]
    finally:
        air.close()
        cluster.stop()


def test_a_deleted_queue_is_declared_again(air: Air, hands: Channel) -> None:
    with air.carried():
        say(air.speaker, "one")
        until(lambda: words_heard(air.listener) == ["one"])
        hands.queue_delete(QUEUE)

        say(air.speaker, "two")
        until(lambda: words_heard(air.listener) == ["one", "two"])


def test_a_standby_takes_over_when_the_reader_goes(
    make_air: MakeAir, broker_on_postgres: Ground
) -> None:
    air = make_air(broker_on_postgres)

    with air.speaking(), air.listening() as first, air.listening():
        say(air.speaker, "one")
        until(lambda: words_heard(air.listener) == ["one"])
        first.stop()
        say(air.speaker, "two")
        until(lambda: words_heard(air.listener) == ["one", "two"])
