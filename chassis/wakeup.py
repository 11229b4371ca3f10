"""Waking those who wait for news: faster than polling, and never relied upon.

PostgreSQL: NOTIFY inside the transaction. SQLite: a datagram on a local socket after the commit.
A wake-up may be lost; every waiter also looks by itself from time to time.
"""

import contextlib
import enum
import socket
from collections.abc import Collection
from pathlib import Path

from sqlalchemy.engine import Connection

CHANNEL = "huhang_news"


class News(enum.StrEnum):
    """What somebody may wait for: events to carry or to hear, or jobs that are due."""

    EVENTS = "events"
    WORK = "work"


class Wakeup:
    """Told by a unit of work what it is about to commit, and what it has. This one wakes nobody."""

    def within(self, connection: Connection, news: Collection[News]) -> None:
        """Inside the transaction."""

    def after_commit(self, news: Collection[News]) -> None:
        """Behind it."""


class PostgresWakeup(Wakeup):
    """NOTIFY, delivered by the server when the transaction commits."""

    def within(self, connection: Connection, news: Collection[News]) -> None:
        if news:
            notes = ", ".join(f"pg_notify('{CHANNEL}', '{each}')" for each in news)
            connection.exec_driver_sql(f"SELECT {notes}")


class SocketWakeup(Wakeup):
    """A word to each process that listens in ``folder``; none may be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def after_commit(self, news: Collection[News]) -> None:
        for listener in self._folder.glob("*.sock"):
            for each in news:
                with contextlib.suppress(OSError):
                    self._socket.sendto(each.encode(), str(listener))
