"""The watchdog: a hanging thread ends the process, a waiting one does not."""

import time

import pytest

from chassis.watchdog import Pulse, Watchdog
from tests.support.until import until


def watch(pulse: Pulse) -> tuple[Watchdog, list[int]]:
    ended: list[int] = []
    return Watchdog([pulse], every=0.01, end=ended.append), ended


def test_a_thread_that_hangs_ends_the_process() -> None:
    pulse = Pulse(limit=0.05)
    watchdog, ended = watch(pulse)

    watchdog.start()
    with pulse:
        until(lambda: ended == [70])


def test_a_thread_that_waits_for_work_does_not() -> None:
    pulse = Pulse(limit=0.05)
    watchdog, ended = watch(pulse)
    with pulse:
        """Something that ends."""

    watchdog.start()
    time.sleep(0.2)
    watchdog.stop()
    watchdog.join(1)

    assert ended == []


def test_each_sign_of_life_begins_the_time_anew() -> None:
    pulse = Pulse(limit=0.2)
    pulse.beat()
    time.sleep(0.15)

    pulse.beat()
    time.sleep(0.1)

    assert not pulse.is_stuck()


def test_work_that_fails_is_over_as_well() -> None:
    pulse = Pulse(limit=0.01)

    with pytest.raises(OSError, match="broke"), pulse:
        raise OSError("broke")
    time.sleep(0.02)

    assert not pulse.is_stuck()
