"""The waiting side of a wake-up: sleeps until there is news, or until it is time to look anyway."""

import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import sqlalchemy as sa

from chassis.wakeup import CHANNEL, News

_LONGEST_SOCKET_PATH = 100
_log = logging.getLogger(__name__)


class Waiter:
    """Lets one thread wait for one kind of news.

    ``on_news``: called in the waking thread, for a waiter that sits in an event loop.
    """

    def __init__(self, awaits: News = News.EVENTS) -> None:
        self.awaits = awaits
        self._news = threading.Event()
        self.on_news: Callable[[], None] | None = None

    def wait(self, seconds: float) -> None:
        """Return at news, or after ``seconds``."""
        self._news.wait(seconds)
        self._news.clear()

    def wake(self) -> None:
        self._news.set()
        if (on_news := self.on_news) is not None:
            on_news()


class Listener(threading.Thread):
    """Hears of commits in other processes and wakes the waiters of this one."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"{name}-listener", daemon=True)
        self.waiters: list[Waiter] = []

    def waiter(self, awaits: News) -> Waiter:
        """A new waiter that this listener wakes."""
        waiter = Waiter(awaits)
        self.waiters.append(waiter)
        return waiter

    def hear(self, news: str) -> None:
        """Wake those who wait for this."""
        for waiter in self.waiters:
            if waiter.awaits == news:
                waiter.wake()

    def wake_all(self) -> None:
        for waiter in self.waiters:
            waiter.wake()

    def stop(self) -> None:
        """The thread ends with the process; waiters are woken so that they see the end."""
        self.wake_all()

    def run(self) -> None:
        """Nothing to listen to: waiters look by themselves."""


class SocketListener(Listener):
    """Listens on a datagram socket in a folder that all processes of the embedded mode know."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(name)
        self._path = folder / f"{name}-{os.getpid()}.sock"

    def run(self) -> None:
        if len(str(self._path)) > _LONGEST_SOCKET_PATH:
            _log.warning("socket_path_too_long")
            return
        try:
            self._listen()
        except OSError as problem:
            _log.warning("wakeup_socket_lost", extra={"reason": repr(problem)})

    def _listen(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._sweep()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
            own.bind(str(self._path))
            while True:
                self.hear(own.recv(64).decode())

    def _sweep(self) -> None:
        for path in self._path.parent.glob("*.sock"):
            owner = path.stem.rsplit("-", 1)[1]
            if path == self._path or not Path(f"/proc/{owner}").exists():
                path.unlink(missing_ok=True)

    def stop(self) -> None:
        super().stop()
        with contextlib.suppress(OSError):
            self._path.unlink()


class PostgresListener(Listener):
    """LISTEN on a connection of its own; connects again when it is lost."""

    def __init__(self, name: str, url: str) -> None:
        super().__init__(name)
        self._dsn = (
            sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        )

    def run(self) -> None:
        while True:
            try:
                with psycopg.connect(self._dsn, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.wake_all()
                    for news in connection.notifies():
                        self.hear(news.payload)
            except psycopg.Error:
                threading.Event().wait(1.0)
