"""Following a feed: nothing twice, nothing skipped, and a stop when the producer was restored."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.bus import follower as following
from chassis.bus.follower import RESET, Follower, ProducerWasReset, starting_over
from chassis.clock import FixedClock
from chassis.deliver import UNREADABLE
from chassis.errors import Unavailable
from chassis.identity import TokenSigner
from chassis.ids import RandomIds
from chassis.schema import cursors, feed_epoch, outbox
from chassis.service import Service
from chassis.service_client import Answer, Call, ServiceClient
from chassis.waiting import Waiter
from tests.support.counting_ids import CountingIds
from tests.support.speaking.services import (
    LISTENER,
    SPEAKER,
    Ground,
    client_of,
    closing,
    parking_lot,
    planned,
    run_due,
    say,
    words_heard,
)
from tests.support.until import until

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


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


class Script:
    """A transport that answers what it is told to; ``asked`` are the paths and queries."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def send(self, call: Call) -> Answer:
        self.asked.append(f"{call.path}?{call.query}")
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return (
            answer if isinstance(answer, Answer) else Answer(200, {}, json.dumps(answer).encode())
        )


def follow(listener: Service, client: ServiceClient) -> Follower:
    return Follower(listener, client, Waiter(), 0.01)


def scripted(listener: Service, *answers: Any) -> Follower:
    signer = TokenSigner(LISTENER, listener.keyring, listener.clock)
    return follow(listener, ServiceClient(SPEAKER, Script(*answers), signer))


def restore_empty(speaker: Service) -> None:
    """Put the speaker's database back to before anything was said."""
    with speaker.engine.begin() as connection:
        connection.execute(outbox.delete())
        connection.execute(sa.text("DELETE FROM sqlite_sequence"))


def test_what_was_said_is_heard_in_order_and_once(speaker: Service, listener: Service) -> None:
    say(speaker, "one", "two")
    follower = follow(listener, client_of(speaker))

    follower.catch_up()
    say(speaker, "three")
    follower.catch_up()
    follower.catch_up()

    assert words_heard(listener) == ["one", "two", "three"]


def test_a_long_feed_is_read_page_by_page(speaker: Service, listener: Service) -> None:
    words = [f"word-{number}" for number in range(following.BATCH + 5)]
    say(speaker, *words)
    follower = follow(listener, client_of(speaker))

    assert follower.catch_up() is True
    assert follower.catch_up() is False

    assert words_heard(listener) == words


def test_a_follower_goes_on_where_its_predecessor_stopped(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "one")
    follow(listener, client_of(speaker)).catch_up()
    say(speaker, "two")

    follow(listener, client_of(speaker)).catch_up()

    assert words_heard(listener) == ["one", "two"]


def test_losing_the_cursor_repeats_nothing(speaker: Service, listener: Service) -> None:
    say(speaker, "one", "two")
    follow(listener, client_of(speaker)).catch_up()
    with listener.engine.begin() as connection:
        connection.execute(cursors.delete())

    follow(listener, client_of(speaker)).catch_up()

    assert words_heard(listener) == ["one", "two"]


def test_a_crash_before_the_commit_loses_nothing(speaker: Service, listener: Service) -> None:
    say(speaker, "one", "two")
    follower = follow(listener, client_of(speaker))
    with listener.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE cursors RENAME TO gone"))
    with pytest.raises(sa.exc.OperationalError):
        follower.catch_up()
    with listener.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE gone RENAME TO cursors"))

    follower.catch_up()

    assert words_heard(listener) == ["one", "two"]


def test_a_producer_that_was_restored_is_not_followed_any_further(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "one", "two")
    follow(listener, client_of(speaker)).catch_up()
    restore_empty(speaker)
    say(speaker, "another history")

    with pytest.raises(ProducerWasReset):
        follow(listener, client_of(speaker)).catch_up()
    with pytest.raises(ProducerWasReset):
        follow(listener, client_of(speaker)).catch_up()

    assert words_heard(listener) == ["one", "two"]
    [notice] = parking_lot(listener)
    assert notice.kind == RESET
    assert notice.last_error == "speaker was restored: its feed ends at 1, we have read 2"


def test_a_producer_with_another_database_is_noticed_although_its_feed_is_longer(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "one")
    follow(listener, client_of(speaker)).catch_up()
    with speaker.engine.begin() as connection:
        connection.execute(feed_epoch.update().values(epoch=RandomIds().new()))
    say(speaker, "two", "three")

    with pytest.raises(ProducerWasReset):
        follow(listener, client_of(speaker)).catch_up()

    assert words_heard(listener) == ["one"]


def test_somebody_who_has_looked_at_it_lets_the_new_feed_be_read_from_its_beginning(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "one", "two")
    follow(listener, client_of(speaker)).catch_up()
    with speaker.engine.begin() as connection:
        connection.execute(feed_epoch.update().values(epoch=RandomIds().new()))
    say(speaker, "three")
    with pytest.raises(ProducerWasReset):
        follow(listener, client_of(speaker)).catch_up()

    with listener.uow() as uow:
        uow.jobs.redrive()
        uow.commit()
    run_due(listener, starting_over())
    follow(listener, client_of(speaker)).catch_up()

    assert words_heard(listener) == ["one", "two", "three"]


@pytest.mark.parametrize(
    "answer", [Unavailable(), Answer(503, {}, b""), Answer(401, {}, b"{}")], ids=str
)
def test_a_producer_that_does_not_answer_changes_nothing(listener: Service, answer: Any) -> None:
    with pytest.raises(Unavailable):
        scripted(listener, answer).catch_up()

    assert planned(listener) == []


def test_an_entry_that_is_no_event_is_parked_and_the_others_are_heard(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "one", "two")
    page = client_of(speaker).ask(LISTENER, "/internal/events", {"after": 0}).json()
    del page["events"][0]["time"]

    scripted(listener, page).catch_up()

    assert words_heard(listener) == ["two"]
    assert [left.kind for left in parking_lot(listener)] == [UNREADABLE]


def test_a_thread_survives_a_producer_that_talks_nonsense(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "one")
    page = client_of(speaker).ask(LISTENER, "/internal/events", {"after": 0}).json()
    nonsense = [Answer(200, {}, b"<html>"), {"events": 7}, Answer(200, {}, b"[]")]
    empty = page | {"events": []}
    follower = scripted(listener, *nonsense, page, empty)

    follower.start()
    until(lambda: run_due(listener) > 0 or words_heard(listener) == ["one"])
    follower.stop()
    follower.join(5)

    assert words_heard(listener) == ["one"]


def test_after_a_start_the_first_page_is_handled_where_tries_are_counted(
    speaker: Service, listener: Service
) -> None:
    say(speaker, "may have killed my predecessor")
    follower = follow(listener, client_of(speaker))

    follower.start()
    until(lambda: len(planned(listener)) == 1)
    say(speaker, "harmless", subject="case-2")
    until(lambda: words_heard(listener) == ["harmless"])
    follower.stop()
    follower.join(5)
    run_due(listener)

    assert words_heard(listener) == ["harmless", "may have killed my predecessor"]
