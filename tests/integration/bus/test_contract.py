"""What a bus promises, whichever it is: the feed alone, or RabbitMQ in front of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chassis.messages import Envelope, handles
from chassis.unit_of_work import UnitOfWork
from tests.support.speaking.air import Air
from tests.support.speaking.services import (
    Ground,
    parking_lot,
    planned,
    say,
    unpublished_count,
    words_heard,
    write_down,
)
from tests.support.speaking.words import WordSaidV1, WordWhisperedV1
from tests.support.until import until

pytestmark = pytest.mark.integration
MakeAir = Callable[..., Air]


@pytest.fixture(params=["feed_on_sqlite", "feed_on_postgres", "broker_on_postgres"])
def ground(request: pytest.FixtureRequest) -> Ground:
    found: Ground = request.getfixturevalue(request.param)
    return found


def test_what_is_said_is_heard_once_and_in_order(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)
    words = [f"word-{number}" for number in range(120)]

    with air.carried():
        for word in words:
            say(air.speaker, word)
        until(lambda: len(words_heard(air.listener)) >= len(words))

    assert words_heard(air.listener) == words


def test_what_was_said_before_anybody_listened_is_heard(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)
    say(air.speaker, "early", "bird")

    with air.carried():
        until(lambda: words_heard(air.listener) == ["early", "bird"])


def test_what_was_said_while_a_listener_was_away_is_heard_when_it_is_back(
    ground: Ground, make_air: MakeAir
) -> None:
    air = make_air(ground)

    with air.speaking():
        with air.listening():
            say(air.speaker, "one")
            until(lambda: words_heard(air.listener) == ["one"])
        say(air.speaker, "two")
        with air.listening():
            until(lambda: words_heard(air.listener) == ["one", "two"])


def test_a_speaker_does_not_wait_for_its_worker(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)

    with air.listening():
        say(air.speaker, "patience")
        with air.speaking():
            until(lambda: words_heard(air.listener) == ["patience"])


def test_what_nobody_hears_holds_nothing_up(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)
    say(air.speaker, "psst", event=WordWhisperedV1)
    say(air.speaker, "hello")

    with air.carried():
        until(lambda: words_heard(air.listener) == ["hello"])

    assert planned(air.listener) == []


def test_a_rolled_back_word_is_never_heard(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)
    with pytest.raises(OSError, match="power"), air.speaker.uow() as uow:
        uow.outbox.add(WordSaidV1("ghost"), subject="case-1", version=1, actor=uow.actor)
        raise OSError("power cut")
    say(air.speaker, "real")

    with air.carried():
        until(lambda: bool(words_heard(air.listener)))

    assert words_heard(air.listener) == ["real"]


def test_a_poisonous_word_stops_its_own_case_only_and_heals(
    ground: Ground, make_air: MakeAir
) -> None:
    dislikes = {"bad"}

    @handles(WordSaidV1, name="listener.moody")
    def moody(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
        write_down.handler(event, envelope, uow)
        if event.text in dislikes:
            raise RuntimeError("not today")

    air = make_air(ground, moody)
    say(air.speaker, "bad", "after bad", subject="case-1")
    say(air.speaker, "fine", subject="case-2")

    with air.carried():
        until(lambda: words_heard(air.listener) == ["fine"])
        dislikes.clear()
        until(lambda: len(words_heard(air.listener)) == 3)

    assert words_heard(air.listener) == ["fine", "bad", "after bad"]
    assert parking_lot(air.listener) == []


def test_a_listener_that_answers_is_heard_in_its_turn(ground: Ground, make_air: MakeAir) -> None:
    @handles(WordSaidV1, name="listener.answer")
    def answer(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
        event = WordSaidV1(event.text + "!")
        uow.outbox.add(event, subject="answer", version=1, actor=uow.actor, causation=envelope.id)

    air = make_air(ground, answer)
    say(air.speaker, "hello")

    with air.carried():
        until(lambda: _said_by_listener(air) == ["hello!"])


def _said_by_listener(air: Air) -> list[str]:
    from tests.support.speaking.services import said

    return [each.data["text"] for each in said(air.listener)]


def test_words_arrive_soon(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)

    with air.carried():
        say(air.speaker, "warm up")
        until(lambda: words_heard(air.listener) == ["warm up"])
        say(air.speaker, "now")
        took = until(lambda: "now" in words_heard(air.listener))

    assert timedelta(seconds=took) < timedelta(seconds=3)


def test_a_broker_is_told_everything(ground: Ground, make_air: MakeAir) -> None:
    air = make_air(ground)
    say(air.speaker, "one")
    say(air.speaker, "psst", event=WordWhisperedV1)

    with air.carried():
        until(lambda: words_heard(air.listener) == ["one"])
        until(lambda: ground.bus == "feed" or unpublished_count(air.speaker) == 0)
