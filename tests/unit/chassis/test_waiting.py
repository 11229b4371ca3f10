"""Wake-ups: fast when they arrive, harmless when they do not."""

import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.waiting import SocketListener, Waiter
from chassis.wakeup import News, SocketWakeup
from tests.support.until import until


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: socket paths may have 107 characters."""
    with tempfile.TemporaryDirectory(prefix="hh-") as name:
        yield Path(name)


def listening(name: str, folder: Path) -> tuple[SocketListener, list[str]]:
    """A listener that is ready, and a list that grows with each wake-up."""
    listener = SocketListener(name, folder)
    news: list[str] = []
    listener.waiter(News.EVENTS).on_news = lambda: news.append(name)
    listener.start()
    until(lambda: any(folder.glob(f"{name}-*.sock")))
    return listener, news


def test_a_commit_wakes_everybody_who_listens_in_the_folder(folder: Path) -> None:
    intake, intake_news = listening("intake", folder)
    mediation, mediation_news = listening("mediation", folder)

    SocketWakeup(folder).after_commit([News.EVENTS])

    until(lambda: bool(intake_news) and bool(mediation_news))
    intake.stop()
    mediation.stop()


def test_events_do_not_wake_those_who_wait_for_work(folder: Path) -> None:
    listener, news = listening("intake", folder)
    worked: list[str] = []
    listener.waiter(News.WORK).on_news = lambda: worked.append("woken")

    SocketWakeup(folder).after_commit([News.EVENTS])
    until(lambda: news == ["intake"])
    assert worked == []

    SocketWakeup(folder).after_commit([News.WORK])
    until(lambda: worked == ["woken"])
    listener.stop()
    assert news == ["intake", "intake"]


def test_news_that_came_before_the_wait_ends_it_at_once() -> None:
    waiter = Waiter()
    waiter.wake()

    took = until(lambda: waiter.wait(10) is None)

    assert took < 1


def test_a_commit_with_nobody_listening_is_no_error(folder: Path) -> None:
    SocketWakeup(folder).after_commit([News.EVENTS])
    SocketWakeup(folder / "not there").after_commit([News.EVENTS])


def test_the_socket_of_a_process_that_died_is_swept_away(folder: Path) -> None:
    dead = folder / "intake-99999999.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left_behind:
        left_behind.bind(str(dead))

    listener, _news = listening("mediation", folder)

    assert not dead.exists()
    listener.stop()


def test_a_listener_that_stops_leaves_no_socket(folder: Path) -> None:
    listener, _news = listening("intake", folder)

    listener.stop()

    assert not (folder / f"intake-{os.getpid()}.sock").exists()


def test_where_the_path_is_too_long_the_waiters_look_by_themselves(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    listener = SocketListener("intake", folder / ("x" * 100))

    listener.start()
    listener.join(5)

    assert "socket_path_too_long" in caplog.messages


def test_a_waiter_in_an_event_loop_is_called_instead(folder: Path) -> None:
    called_in: list[str] = []
    waiter = Waiter()
    waiter.on_news = lambda: called_in.append(threading.current_thread().name)

    waiter.wake()

    assert called_in == [threading.current_thread().name]
