"""The broker is disposable: killed, wiped or frozen, it costs time and nothing else."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local_servers.rabbitmq import RabbitNode
from tests.support.speaking.air import Air, clear
from tests.support.speaking.services import Ground, say, unpublished_count, words_heard
from tests.support.until import until

pytestmark = pytest.mark.integration
MakeAir = Callable[..., Air]
SETTLED_SECONDS = 3
"""A quorum queue that was declared just before a kill -9 may hang for ever (RabbitMQ 3.10)."""


@pytest.fixture(scope="module")
def fragile_node(server_folder: Path) -> Iterator[RabbitNode]:
    """A node of our own to break."""
    node = RabbitNode(server_folder / "fragile").start()
    yield node
    node.stop()


@pytest.fixture
def air(make_air: MakeAir, short_folder: Path, postgres_url: str, fragile_node: RabbitNode) -> Air:
    clear(fragile_node.url)
    return make_air(Ground(short_folder, postgres_url, "amqp", fragile_node.url))


def say_slowly(air: Air, count: int) -> threading.Thread:
    """Say ``count`` words from another thread, as people do, whatever the broker does."""

    def speak() -> None:
        for number in range(count):
            say(air.speaker, f"word-{number}", subject=f"case-{number % 7}")
            time.sleep(0.005)

    thread = threading.Thread(target=speak)
    thread.start()
    return thread


def everything_heard_once(air: Air, count: int) -> bool:
    return sorted(words_heard(air.listener)) == sorted(f"word-{n}" for n in range(count))


def test_a_killed_broker_loses_and_doubles_nothing(air: Air, fragile_node: RabbitNode) -> None:
    with air.carried():
        until(lambda: unpublished_count(air.speaker) == 0)
        time.sleep(SETTLED_SECONDS)

        speaking = say_slowly(air, 250)
        time.sleep(0.7)
        fragile_node.kill()
        fragile_node.start()
        speaking.join()

        until(lambda: len(words_heard(air.listener)) >= 250, seconds=60)
        until(lambda: unpublished_count(air.speaker) == 0, seconds=60)
    assert everything_heard_once(air, 250)


def test_the_loss_of_the_brokers_disk_needs_no_hand(air: Air, fragile_node: RabbitNode) -> None:
    with air.speaking():
        say(air.speaker, *[f"word-{number}" for number in range(120)])
        until(lambda: unpublished_count(air.speaker) == 0)
        with air.listening():
            until(lambda: everything_heard_once(air, 120))
        say(air.speaker, *[f"word-{number}" for number in range(120, 240)])
        until(lambda: unpublished_count(air.speaker) == 0)
        fragile_node.kill()
        fragile_node.wipe()
        with air.listening():
            say(air.speaker, *[f"word-{number}" for number in range(240, 360)])
            fragile_node.start()

            until(lambda: len(words_heard(air.listener)) >= 360, seconds=60)
            until(lambda: unpublished_count(air.speaker) == 0, seconds=60)
    assert everything_heard_once(air, 360)


def test_without_a_broker_people_are_served_and_the_feed_carries_what_they_do(
    air: Air, fragile_node: RabbitNode
) -> None:
    fragile_node.kill()
    try:
        with air.carried():
            say(air.speaker, "word-0")
            until(lambda: words_heard(air.listener) == ["word-0"])
            assert unpublished_count(air.speaker) == 1
            open_files = len(os.listdir("/proc/self/fd"))
            time.sleep(8)
            until(lambda: len(os.listdir("/proc/self/fd")) <= open_files + 3)
    finally:
        fragile_node.start()


def test_a_frozen_broker_is_left_and_found_again(air: Air, fragile_node: RabbitNode) -> None:
    with air.carried():
        say(air.speaker, "word-0")
        until(lambda: words_heard(air.listener) == ["word-0"])

        fragile_node.freeze()
        say(air.speaker, "word-1")
        time.sleep(5)
        fragile_node.thaw()

        until(lambda: everything_heard_once(air, 2), seconds=45)
        until(lambda: unpublished_count(air.speaker) == 0, seconds=45)
