"""The outbox: one dense order, kept by the database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chassis.bus.cursor import move_cursor, oldest_waiting_seconds
from chassis.clock import FixedClock
from chassis.outbox import events_behind, head_of_feed
from chassis.service import Service
from tests.support.counting_ids import CountingIds
from tests.support.feeds import envelopes
from tests.support.speaking.services import SOMEBODY, Ground, closing, moment, said, say
from tests.support.speaking.words import WordSaidV1

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def speaker(tmp_path: Path) -> Iterator[Service]:
    service = Ground(tmp_path, clock=FixedClock(MONDAY), ids=CountingIds()).speaker()
    with closing(service):
        yield service


def test_events_have_positions_without_gaps(speaker: Service) -> None:
    say(speaker, "one", "two")
    with speaker.uow() as uow:
        uow.outbox.add(WordSaidV1("taken back"), subject="case-1", version=1, actor=SOMEBODY)
    say(speaker, "three")

    assert [(event.sequence, event.data["text"]) for event in said(speaker)] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
    ]


def test_an_empty_feed_ends_at_zero(speaker: Service) -> None:
    with speaker.engine.connect() as connection:
        assert head_of_feed(connection) == 0
        assert envelopes(connection, 0, 10) == []


def test_the_rows_behind_a_position_come_in_order_and_in_portions(speaker: Service) -> None:
    say(speaker, *"abcdefghij")

    with speaker.engine.connect() as connection:
        behind = [row.position for row in events_behind(connection, 4, 3)]

    assert behind == [5, 6, 7]


def test_how_long_the_oldest_event_waits_for_the_relay_is_known(speaker: Service) -> None:
    def waited() -> float:
        with speaker.engine.connect() as connection:
            return oldest_waiting_seconds(connection, speaker.name, speaker.clock)

    def carry(to: int) -> None:
        with speaker.engine.begin() as connection:
            move_cursor(connection, speaker.name, "epoch", to)

    assert waited() == 0
    say(speaker, "one")
    moment(speaker).advance(timedelta(seconds=90))
    say(speaker, "two")

    assert waited() == 90
    carry(1)
    assert waited() == 0
    moment(speaker).advance(timedelta(seconds=30))
    assert waited() == 30
    carry(2)
    assert waited() == 0


def test_an_event_says_who_did_what_to_which_version_when(speaker: Service) -> None:
    say(speaker, "hello", subject="case-7")

    [event] = said(speaker)

    assert event.source == "huhang/speaker"
    assert event.subject == "case-7"
    assert event.subjectversion == 1
    assert event.time == MONDAY
    assert (event.actor.role, event.actor.id) == ("officer", "staff:zhangwei")
    assert event.dataschema == "urn:huhang:event:huhang.speaker.word.said.v1"
