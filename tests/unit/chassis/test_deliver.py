"""Delivery: every handler once, whatever the event and however often it comes."""

import base64
import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis.clock import FixedClock
from chassis.deliver import RETRY, UNREADABLE, deliver, park_unreadable
from chassis.jobs import RETRY_DELAYS
from chassis.messages import Envelope, handles
from chassis.service import Service
from chassis.tracing import trace_id
from chassis.unit_of_work import UnitOfWork
from tests.support.counting_ids import CountingIds
from tests.support.speaking.services import (
    LISTENER,
    SPEAKER,
    Ground,
    closing,
    moment,
    parking_lot,
    planned,
    run_due,
    said,
    say,
    words_heard,
    write_down,
)
from tests.support.speaking.words import WordSaidV1

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Moody:
    """A handler that writes first and then refuses the words in ``dislikes``."""

    def __init__(self, *dislikes: str) -> None:
        self.dislikes = set(dislikes)

    def subscription(self, name: str = "listener.moody") -> Any:
        @handles(WordSaidV1, name=name)
        def hear(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
            write_down.handler(event, envelope, uow)
            if event.text in self.dislikes:
                raise RuntimeError("not today")

        return hear


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path, clock=FixedClock(MONDAY), ids=CountingIds())


@pytest.fixture
def speaker(ground: Ground) -> Iterator[Service]:
    service = ground.speaker()
    with closing(service):
        yield service


@pytest.fixture
def listener(ground: Ground) -> Iterator[Service]:
    service = ground.listener()
    with closing(service):
        yield service


def test_an_event_that_comes_twice_is_handled_once(speaker: Service, listener: Service) -> None:
    say(speaker, "hello")
    [event] = said(speaker)

    deliver(listener, [event, event])
    deliver(listener, [event])

    assert words_heard(listener) == ["hello"]


def test_each_handler_of_an_event_has_it(ground: Ground, speaker: Service) -> None:
    listener = ground.listener(write_down, Moody().subscription())
    say(speaker, "hello")

    with closing(listener):
        deliver(listener, said(speaker))

        assert words_heard(listener) == ["hello", "hello"]


def test_an_event_that_nobody_here_knows_is_passed_over(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "hello")
    [event] = said(speaker)

    deliver(listener, [dataclasses.replace(event, type="huhang.speaker.word.sung.v1")])

    assert words_heard(listener) == []
    assert planned(listener) == []


def test_a_failing_handler_leaves_nothing_behind_and_its_neighbours_are_handled(
    ground: Ground, speaker: Service
) -> None:
    listener = ground.listener(Moody("bad").subscription())
    for number, word in enumerate(["one", "bad", "two"]):
        say(speaker, word, subject=f"case-{number}")

    with closing(listener):
        deliver(listener, said(speaker))

        assert words_heard(listener) == ["one", "two"]
        [job] = planned(listener)
        assert (job.kind, job.subject, job.state) == (RETRY, "case-1", "ready")


def test_a_failed_delivery_heals_by_itself(ground: Ground, speaker: Service) -> None:
    moody = Moody("bad")
    listener = ground.listener(moody.subscription())
    say(speaker, "bad")

    with closing(listener):
        deliver(listener, said(speaker))
        run_due(listener)
        moody.dislikes.clear()
        moment(listener).advance(timedelta(seconds=5))
        run_due(listener)

        assert words_heard(listener) == ["bad"]
        assert planned(listener) == []


def test_a_delivery_that_fails_for_an_hour_is_parked_and_can_be_freed(
    ground: Ground, speaker: Service
) -> None:
    moody = Moody("bad")
    listener = ground.listener(moody.subscription())
    say(speaker, "bad")
    deliver(listener, said(speaker))

    with closing(listener):
        for delay in (timedelta(0), *RETRY_DELAYS):
            moment(listener).advance(delay)
            assert run_due(listener) == 1
        moment(listener).advance(timedelta(days=30))
        assert run_due(listener) == 0
        [left] = parking_lot(listener)
        assert "not today" in left.last_error

        moody.dislikes.clear()
        with listener.uow() as uow:
            assert uow.jobs.redrive() == 1
            uow.commit()
        run_due(listener)

        assert words_heard(listener) == ["bad"]
        assert parking_lot(listener) == []


def test_what_follows_about_the_same_case_waits_behind_a_failed_delivery(
    ground: Ground, speaker: Service
) -> None:
    ground = dataclasses.replace(ground, clock=_TickingClock(MONDAY))
    moody = Moody("first")
    listener = ground.listener(moody.subscription())
    say(speaker, "first", "second", subject="case-1")
    say(speaker, "other", subject="case-2")
    deliver(listener, said(speaker))
    say(speaker, "third", subject="case-1")

    with closing(listener):
        deliver(listener, said(speaker))
        run_due(listener)
        assert words_heard(listener) == ["other"]

        moody.dislikes.clear()
        moment(listener).advance(timedelta(seconds=6))
        run_due(listener)

        assert words_heard(listener) == ["other", "first", "second", "third"]


def test_a_parked_delivery_no_longer_holds_up_its_case(ground: Ground, speaker: Service) -> None:
    ground = dataclasses.replace(ground, clock=_TickingClock(MONDAY))
    listener = ground.listener(Moody("first").subscription())
    say(speaker, "first", "second")
    deliver(listener, said(speaker))

    with closing(listener):
        for delay in (timedelta(0), *RETRY_DELAYS):
            moment(listener).advance(delay + timedelta(seconds=1))
            run_due(listener)
        say(speaker, "third")
        deliver(listener, said(speaker)[-1:])

        assert words_heard(listener) == ["second", "third"]
        assert len(parking_lot(listener)) == 1


def test_a_suspect_is_not_touched_but_handed_to_the_jobs(
    ground: Ground, speaker: Service, listener: Service
) -> None:
    say(speaker, "deadly", subject="case-1")
    say(speaker, "harmless", subject="case-2")
    events = said(speaker)

    deliver(listener, events, suspects={events[0].id})

    assert words_heard(listener) == ["harmless"]
    assert run_due(listener) == 1
    assert words_heard(listener) == ["harmless", "deadly"]


def test_a_suspect_that_was_handled_before_causes_nothing(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "hello")
    [event] = said(speaker)
    deliver(listener, [event])

    deliver(listener, [event], suspects={event.id})

    assert planned(listener) == []


def test_a_batch_is_committed_together_with_what_was_written_beside_it(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "hello")

    def fail(_uow: UnitOfWork) -> None:
        raise OSError("the machine went down here")

    with pytest.raises(OSError, match="went down"):
        deliver(listener, said(speaker), fail)

    assert words_heard(listener) == []


def test_what_is_no_event_is_parked_as_it_came_and_once(listener: Service, caplog: Any) -> None:
    body = "张三 called".encode("gb18030")

    park_unreadable(listener, body, "not JSON")
    park_unreadable(listener, body, "not JSON")

    [job] = planned(listener)
    assert (job.kind, job.state, job.last_error) == (UNREADABLE, "dead", "not JSON")
    assert base64.b64decode(job.payload["body"]) == body
    assert "张三" not in caplog.text


def test_an_unreadable_message_that_can_be_read_after_all_is_handled_when_freed(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "hello")
    [event] = said(speaker)
    park_unreadable(listener, event.to_json().encode(), "not understood by an older version")

    with listener.uow() as uow:
        uow.jobs.redrive()
        uow.commit()
    run_due(listener)

    assert words_heard(listener) == ["hello"]
    assert planned(listener) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b'{"id": "x"}',
        b'{"id": {"a": 1}, "type": [], "time": "yesterday"}',
    ],
    ids=["empty", "not text", "tower of brackets", "null", "fields missing", "wrong kinds"],
)
def test_nothing_that_is_no_envelope_is_taken_for_one(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not "):
        Envelope.from_json(body)


def test_an_envelope_whose_id_the_inbox_could_not_keep_is_no_envelope(speaker: Service) -> None:
    say(speaker, "hello")
    [event] = said(speaker)
    values = dataclasses.replace(event, id="x" * 300).to_json()

    with pytest.raises(ValueError, match="wrong length"):
        Envelope.from_json(values)


def test_a_handler_knows_the_cause_and_continues_the_trace(
    ground: Ground, speaker: Service
) -> None:
    seen: list[tuple[str, str]] = []

    @handles(WordSaidV1, name="listener.note_the_cause")
    def note(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
        seen.append((uow.causation, trace_id()))
        uow.outbox.add(
            event, subject="answer-1", version=1, actor=uow.actor, causation=uow.causation
        )

    listener = ground.listener(note)
    say(speaker, "hello")
    [event] = said(speaker)

    with closing(listener):
        deliver(listener, [event])

        assert seen == [(event.id, event.traceparent.split("-")[1])]
        [answer] = said(listener)
        assert answer.causationid == event.id
        assert answer.actor.id == f"service:{LISTENER}"
        assert event.source == f"huhang/{SPEAKER}"


class _TickingClock(FixedClock):
    """Each look at it is a little later than the one before, as with real clocks."""

    def now(self) -> datetime:
        self.advance(timedelta(microseconds=1))
        return super().now()
