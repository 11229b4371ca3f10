"""What is said is said once, in order and with its change; what is heard is handled once."""

import dataclasses
import threading

import pytest
import sqlalchemy as sa

from chassis.database import reading
from chassis.messages import Actor, Envelope
from chassis.outbox import (
    epoch_of_feed,
    give_positions,
    head_of_feed,
)
from chassis.schema import feed_epoch
from chassis.service import Service
from tests.support.demo.notes import NotePinnedV1
from tests.support.feeds import envelopes
from tests.unit.chassis.conftest import NOTES, Caller, on_both_databases

SOMEBODY = Actor(role="author", id="staff:w")


def say(demo: Service, title: str) -> Envelope:
    with demo.uow() as uow:
        event = NotePinnedV1("n1", title)
        envelope = uow.outbox.add(event, subject="n1", version=1, actor=SOMEBODY)
        uow.commit()
    return envelope


def feed(demo: Service, after: int = 0, limit: int = 100) -> list[Envelope]:
    with reading(demo.engine) as connection:
        return envelopes(connection, after, limit)


def test_positions_are_dense_and_in_order(demo: Service) -> None:
    for title in "abc":
        say(demo, title)

    events = feed(demo)

    assert [event.sequence for event in events] == [1, 2, 3]
    assert [event.data["title"] for event in events] == ["a", "b", "c"]


def test_an_undone_transaction_leaves_no_gap(demo: Service) -> None:
    say(demo, "a")
    with demo.uow() as uow:
        uow.outbox.add(NotePinnedV1("n1", "lost"), subject="n1", version=1, actor=SOMEBODY)

    say(demo, "b")

    assert [event.sequence for event in feed(demo)] == [1, 2]


def test_writers_at_the_same_time_get_positions_of_their_own(demo: Service) -> None:
    def say_ten() -> None:
        for number in range(10):
            say(demo, str(number))

    threads = [threading.Thread(target=say_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [event.sequence for event in feed(demo)] == list(range(1, 41))


def test_a_feed_is_read_page_by_page(demo: Service) -> None:
    for title in "abc":
        say(demo, title)

    assert [event.data["title"] for event in feed(demo, after=1, limit=1)] == ["b"]
    assert feed(demo, after=3) == []
    with reading(demo.engine) as connection:
        assert head_of_feed(connection) == 3


def test_an_event_reads_as_it_was_written(demo: Service) -> None:
    said = say(demo, "护航")

    [read] = feed(demo)

    assert Envelope.from_json(read.to_json()) == read
    assert (read.id, read.time, read.actor, read.data) == (
        said.id,
        said.time,
        SOMEBODY,
        {"note_id": "n1", "title": "护航"},
    )


def test_an_event_carries_the_trace_of_its_request(demo: Service, author: Caller) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    author.post(NOTES, json={"title": "a"}, headers={"traceparent": trace})

    [event] = feed(demo)
    assert event.traceparent.split("-")[1] == trace.split("-")[1]
    assert event.actor == Actor(role="author", id="staff:wangfang")


def test_an_epoch_belongs_to_one_database(demo: Service) -> None:
    with reading(demo.engine) as connection:
        assert epoch_of_feed(connection) == epoch_of_feed(connection) != ""


def test_a_handler_takes_a_message_once(demo: Service) -> None:
    with demo.uow() as uow:
        first = uow.inbox.claim("m1", "intake.note")
        again = uow.inbox.claim("m1", "intake.note")
        another = uow.inbox.claim("m1", "intake.count")
        uow.commit()

    assert (first, again, another) == (True, False, True)


def test_an_undone_handling_may_be_repeated(demo: Service) -> None:
    with demo.uow() as uow:
        uow.inbox.claim("m1", "intake.note")

    with demo.uow() as uow:
        assert uow.inbox.knows("m1", "intake.note") is False
        assert uow.inbox.claim("m1", "intake.note") is True


@on_both_databases
def test_a_look_at_the_database_does_not_change_while_one_looks(demo: Service) -> None:
    with reading(demo.engine) as connection:
        before = head_of_feed(connection)
        say(demo, "meanwhile")
        give_positions(demo.engine)

        assert head_of_feed(connection) == before == 0
    with reading(demo.engine) as connection:
        assert head_of_feed(connection) == 1


@on_both_databases
def test_the_feed_sends_what_was_said(demo: Service, reader_service: Caller) -> None:
    said = [say(demo, title) for title in "abc"]

    answer = reader_service.get("/internal/events?after=1&limit=1").get_json()

    [event] = answer["events"]
    assert Envelope.from_mapping(event) == dataclasses.replace(said[1], sequence=2)
    assert answer["head"] == 3


@pytest.mark.integration
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_who_only_looks_cannot_write(demo: Service) -> None:
    with pytest.raises(sa.exc.DBAPIError, match="read-only"), reading(demo.engine) as connection:
        connection.execute(feed_epoch.insert().values(epoch="another"))
