"""kill -9 of workers while words are said: each word is heard exactly once."""

import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from chassis.jobs import RUNNING
from chassis.schema import jobs
from chassis.service import Service
from tests.support.speaking.air import Air
from tests.support.speaking.process import DEADLY, WorkerProcess
from tests.support.speaking.services import (
    LISTENER,
    SPEAKER,
    Ground,
    planned,
    say,
    words_heard,
)
from tests.support.until import until

pytestmark = pytest.mark.integration
MakeAir = Callable[..., Air]
WORDS, KILLS = 400, 6


@pytest.fixture(params=["feed_on_sqlite", "broker_on_postgres"])
def ground(request: pytest.FixtureRequest) -> Ground:
    found: Ground = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def processes(ground: Ground) -> Iterator[dict[str, WorkerProcess]]:
    started = {role: WorkerProcess(role, ground) for role in (SPEAKER, LISTENER)}
    for process in started.values():
        process.start()
    yield started
    for process in started.values():
        process.kill()


def test_workers_that_are_killed_again_and_again_lose_and_double_nothing(
    ground: Ground, make_air: MakeAir, processes: dict[str, WorkerProcess]
) -> None:
    air = make_air(ground)
    speaking = threading.Thread(target=_speak, args=(air,))
    chance = random.Random(20261121)  # noqa: S311 - repeatable, and no secret
    until(lambda: _is_up(air))

    speaking.start()
    for _ in range(KILLS):
        time.sleep(0.3 + chance.random())
        role = chance.choice([SPEAKER, LISTENER])
        processes[role].kill()
        _its_leases_run_out(air.speaker if role == SPEAKER else air.listener)
        processes[role].start()
    speaking.join()
    until(lambda: len(words_heard(air.listener)) > WORDS, seconds=90)

    heard = words_heard(air.listener)
    assert sorted(heard) == sorted(["up", *[f"word-{number}" for number in range(WORDS)]])


def test_a_word_that_kills_its_hearer_does_not_silence_the_others(
    ground: Ground, make_air: MakeAir, processes: dict[str, WorkerProcess]
) -> None:
    air = make_air(ground)
    until(lambda: _is_up(air))

    say(air.speaker, DEADLY, subject="case-1")
    say(air.speaker, "one", subject="case-2")
    say(air.speaker, "two", subject="case-3")
    for _ in range(2):
        until(processes[LISTENER].has_died)
        processes[LISTENER].start()
    until(lambda: sorted(words_heard(air.listener)) == ["one", "two", "up"])

    [deadly] = planned(air.listener)
    assert (deadly.state, deadly.subject) == ("running", "case-1")
    assert not processes[LISTENER].has_died()


def test_a_worker_that_is_asked_to_end_ends_soon(
    ground: Ground, make_air: MakeAir, processes: dict[str, WorkerProcess]
) -> None:
    air = make_air(ground)
    until(lambda: _is_up(air))

    began = time.monotonic()
    statuses = [process.stop() for process in processes.values()]

    assert statuses == [0, 0]
    assert time.monotonic() - began < 20


def _its_leases_run_out(service: Service) -> None:
    """A minute goes by, without the test having to wait for it: jobs of the dead are free again."""
    with service.engine.begin() as connection:
        dead = sa.update(jobs).where(jobs.c.state == RUNNING)
        connection.execute(dead.values(leased_until=service.clock.now()))


def _is_up(air: Air) -> bool:
    if not words_heard(air.listener):
        with air.speaker.engine.connect() as connection:
            said = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
        if said == 0:
            say(air.speaker, "up", subject="up")
    return words_heard(air.listener) == ["up"]


def _speak(air: Air) -> None:
    for number in range(WORDS):
        say(air.speaker, f"word-{number}", subject=f"case-{number % 50}")
        time.sleep(0.01)
