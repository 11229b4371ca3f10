"""The relay: its cursor stands behind what the broker has confirmed; the rest is sent again, in order."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.bus.topology import EVENTS, queue_name
from chassis.schema import cursors
from tests.support.speaking.air import Air, Channel, take
from tests.support.speaking.services import (
    LISTENER,
    Ground,
    say,
    unpublished_count,
    words_heard,
)
from tests.support.speaking.words import WordWhisperedV1
from tests.support.until import until

pytestmark = pytest.mark.integration
MakeAir = Callable[..., Air]
QUEUE = queue_name(LISTENER)


def waiting(channel: Channel) -> int:
    """How many messages wait in the listener's queue."""
    return int(channel.queue_declare(QUEUE, passive=True).method.message_count)


def forget_confirms(air: Air) -> None:
    """What a relay leaves behind that dies after the confirm and before its cursor moves."""
    with air.speaker.engine.begin() as connection:
        connection.execute(cursors.delete().where(cursors.c.source == air.speaker.name))


def test_events_are_published_in_the_order_of_the_feed(air: Air, hands: Channel) -> None:
    words = [f"word-{number}" for number in range(700)]
    say(air.speaker, *words)

    with air.speaking():
        until(lambda: unpublished_count(air.speaker) == 0)

    taken = [json.loads(body)["data"]["text"] for _properties, body in take(hands, len(words))]
    assert taken == words


def test_a_message_survives_the_broker_and_carries_its_id_and_type(
    air: Air, hands: Channel
) -> None:
    say(air.speaker, "hello")

    with air.speaking():
        until(lambda: unpublished_count(air.speaker) == 0)
    [(properties, body)] = take(hands, 1)

    event = json.loads(body)
    assert (properties.delivery_mode, properties.message_id) == (2, event["id"])
    assert properties.type == event["type"]
    assert event["specversion"] == "1.0"


def test_what_nobody_hears_is_passed_over_without_being_published(air: Air, hands: Channel) -> None:
    say(air.speaker, "psst", event=WordWhisperedV1)

    with air.speaking():
        until(lambda: unpublished_count(air.speaker) == 0)

    assert waiting(hands) == 0


def test_a_relay_that_died_between_a_confirm_and_its_cursor_sends_again_and_nobody_hears_it_twice(
    air: Air,
) -> None:
    say(air.speaker, "one", "two")
    with air.carried():
        until(lambda: words_heard(air.listener) == ["one", "two"])
        until(lambda: unpublished_count(air.speaker) == 0)

    forget_confirms(air)
    with air.carried():
        until(lambda: unpublished_count(air.speaker) == 0)
        say(air.speaker, "three")
        until(lambda: "three" in words_heard(air.listener))

    assert words_heard(air.listener) == ["one", "two", "three"]


def test_an_event_that_nothing_is_bound_to_is_kept_and_the_topology_is_declared_anew(
    air: Air,
    hands: Channel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with air.speaking():
        say(air.speaker, "one")
        until(lambda: unpublished_count(air.speaker) == 0)
        hands.queue_delete(QUEUE)

        say(air.speaker, "two", "three")
        until(lambda: "relay_interrupted" in caplog.messages)
        until(lambda: unpublished_count(air.speaker) == 0)

        taken = [json.loads(body)["data"]["text"] for _properties, body in take(hands, 2)]
        assert taken == ["two", "three"]


def test_a_lost_exchange_is_made_again(air: Air, hands: Channel) -> None:
    with air.carried():
        say(air.speaker, "one")
        until(lambda: words_heard(air.listener) == ["one"])
        hands.exchange_delete(EVENTS.name)

        say(air.speaker, "two")
        until(lambda: words_heard(air.listener) == ["one", "two"])


def test_one_of_two_relays_leads_and_the_other_takes_over(air: Air) -> None:
    with air.speaking() as first, air.speaking():
        say(air.speaker, "one")
        until(lambda: unpublished_count(air.speaker) == 0)
        assert _leaders(air) == 1

        first.stop()
        say(air.speaker, "two")
        until(lambda: unpublished_count(air.speaker) == 0)
        assert _leaders(air) == 1


def test_a_relay_whose_session_is_cut_leads_again(air: Air) -> None:
    cut = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with air.speaking():
        say(air.speaker, "one")
        until(lambda: unpublished_count(air.speaker) == 0)
        with air.speaker.engine.connect() as connection:
            connection.execute(cut)

        say(air.speaker, "two")
        until(lambda: unpublished_count(air.speaker) == 0)
        assert _leaders(air) == 1


def test_a_relay_that_stops_leaves_no_lock_behind(air: Air) -> None:
    with air.speaking():
        until(lambda: _leaders(air) == 1)

    until(lambda: _leaders(air) == 0)


def test_on_sqlite_one_of_two_relays_leads_as_well(make_air: MakeAir, amqp_url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="hh-") as folder:
        ground = Ground(Path(folder), bus="amqp", amqp_url=amqp_url)
        air = make_air(ground)

        with air.speaking() as first, air.speaking(), air.listening():
            say(air.speaker, "one")
            until(lambda: words_heard(air.listener) == ["one"])
            first.stop()
            say(air.speaker, "two")
            until(lambda: words_heard(air.listener) == ["one", "two"])


def _leaders(air: Air) -> int:
    query = sa.text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = :key"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with air.speaker.engine.connect() as connection:
        return int(connection.execute(query, {"key": 0x65_6C61_79}).scalar_one())
