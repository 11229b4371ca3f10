"""At most one process carries a service's events; several at once would mix up their order.

PostgreSQL: an advisory lock of a session that is used for nothing else. SQLite: a lock on a file.
Both are free again as soon as their holder dies.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from chassis.database import is_postgres
from chassis.service import Service

_LEADER_LOCK = 0x7265_6C61_79


class NotLeader(Exception):
    """Another process carries this service's events."""


@contextmanager
def leadership(service: Service) -> Iterator[Connection]:
    """Lead until the end of the block; gives a session that fails when leadership is lost.

    Raises: NotLeader; what the database raises.
    """
    if is_postgres(service.engine):
        with _session_lock(service.engine) as session:
            yield session
    else:
        with (
            _file_lock(service.settings.data / f"relay-{service.name}.lock"),
            service.engine.connect() as session,
        ):
            yield session


@contextmanager
def _session_lock(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
        # Out of the pool: given back, the session would live on and keep the lock.
        session.detach()
        taken = sa.select(sa.func.pg_try_advisory_lock(_LEADER_LOCK))
        if not session.execute(taken).scalar_one():
            raise NotLeader()
        # All it writes is how far the broker has confirmed: losing that repeats, and loses nothing.
        session.exec_driver_sql("SET synchronous_commit TO off")
        yield session


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotLeader() from None
        yield
