"""The outbox: one dense order, kept by the database, marked only where it was confirmed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chassis.clock import FixedClock
from chassis.outbox import (
    head_of_feed,
    mark_published,
    oldest_waiting_seconds,
    unpublished,
)
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


def test_exactly_what_was_confirmed_is_marked(speaker: Service) -> None:
    say(speaker, *"abcdefghij")

    with speaker.engine.begin() as connection:
        mark_published(connection, [9, 2, 3, 4, 7, 10], speaker.clock)
        left = [row.position for row in unpublished(connection, 0, 100)]

    assert left == [1, 5, 6, 8]


def test_marking_nothing_marks_nothing(speaker: Service) -> None:
    say(speaker, "one")

    with speaker.engine.begin() as connection:
        mark_published(connection, [], speaker.clock)
        assert len(unpublished(connection, 0, 100)) == 1


def test_how_long_the_oldest_unconfirmed_event_waits_is_known(speaker: Service) -> None:
    assert oldest_waiting_seconds(speaker.engine, speaker.clock) == 0
    say(speaker, "one")
    moment(speaker).advance(timedelta(seconds=90))
    say(speaker, "two")

    assert oldest_waiting_seconds(speaker.engine, speaker.clock) == 90


def test_an_event_says_who_did_what_to_which_version_when(speaker: Service) -> None:
    say(speaker, "hello", subject="case-7")

    [event] = said(speaker)

    assert event.source == "huhang/speaker"
    assert event.subject == "case-7"
    assert event.subjectversion == 1
    assert event.time == MONDAY
    assert (event.actor.role, event.actor.id) == ("officer", "staff:zhangwei")
    assert event.dataschema == "urn:huhang:event:huhang.speaker.word.said.v1"
