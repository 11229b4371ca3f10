"""Engines: the one place that knows how SQLite and PostgreSQL must be opened to keep promises."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

READ_ONLY = "huhang_read_only"
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # FULL: a receipt must survive the loss of power, not only of the process.
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
)
_READING_POSTGRES = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_RESTED_SECONDS = 1.0
_POSTGRES_OPTIONS = (
    "-c statement_timeout=5000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=10000"
    " -c jit=off"
)


class UnsafeDatabase(Exception):
    """The server is set to forget acknowledged commits."""


def open_engine(url: str, *, pool_size: int = 8) -> Engine:
    """An engine whose transactions keep what they acknowledge.

    SQLite: WAL, synchronous FULL and BEGIN IMMEDIATE (the driver's default loses updates silently).
    PostgreSQL: time-outs for statements, locks and idle transactions. Errors carry no parameters:
    these are what people wrote.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, pool_size)
    engine = sa.create_engine(
        parsed,
        pool_size=pool_size,
        max_overflow=pool_size,
        hide_parameters=True,
        connect_args={"options": _POSTGRES_OPTIONS, "connect_timeout": 5},
    )
    _try_rested_connections(engine)
    return engine


def _try_rested_connections(engine: Engine) -> None:
    """Before its use, ask a connection that has rested whether it lives.

    ``pool_pre_ping`` asks each time, which is a sixth of all that a short transaction says.
    """

    @sa.event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: sa.pool.ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def ask(connection: Any, record: sa.pool.ConnectionPoolEntry, _fairy: Any) -> None:
        since = record.info.get("rests_since")
        if since is not None and time.monotonic() - since > _RESTED_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as problem:
                raise sa.exc.InvalidatePoolError() from problem


def _open_sqlite(url: sa.URL, pool_size: int) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(
            url, pool_size=pool_size, max_overflow=pool_size, hide_parameters=True
        )
    else:
        engine = sa.create_engine(
            url,
            poolclass=sa.StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )

    @sa.event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(pragma)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the database; waits for no writer, and cannot write on PostgreSQL."""
    options = _READING_POSTGRES if is_postgres(engine) else {READ_ONLY: True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def single_statement(engine: Engine) -> Iterator[Connection]:
    """For one statement that is a transaction of its own, without the words before and behind it."""
    if is_postgres(engine):
        options = {"isolation_level": "AUTOCOMMIT"}
        with engine.connect().execution_options(**options) as connection:
            yield connection
    else:
        with engine.begin() as connection:
            yield connection


def is_postgres(bind: Engine | Connection) -> bool:
    return bind.dialect.name == "postgresql"


def refuse_unsafe(engine: Engine) -> None:
    """Stop the start of a process on a database that forgets acknowledged commits.

    Raises: UnsafeDatabase.
    """
    with engine.connect() as connection:
        if is_postgres(engine):
            for name in ("synchronous_commit", "fsync", "full_page_writes"):
                if connection.exec_driver_sql(f"SHOW {name}").scalar_one() == "off":
                    raise UnsafeDatabase(f"{name} is off: acknowledged filings could be lost")
        elif connection.exec_driver_sql("PRAGMA synchronous").scalar_one() < 2:
            raise UnsafeDatabase("PRAGMA synchronous is below FULL")


def insert_if_absent(connection: Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; True when it went in.

    A row of a transaction that is still open is waited for.
    """
    first_key = next(iter(table.primary_key.columns))
    insert = _insert_unless_there(connection.dialect.name, table).returning(first_key)
    return connection.execute(insert, dict(values)).first() is not None


def insert_those_absent(
    connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows of the same columns, in one go, except those whose key is there."""
    if rows:
        insert = _insert_unless_there(connection.dialect.name, table)
        connection.execute(insert, [dict(row) for row in rows])


@cache
def _insert_unless_there(dialect_name: str, table: sa.Table) -> Any:
    # Made once, and values are handed over beside it: building a statement costs more than its run.
    dialect = postgresql if dialect_name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def upsert(
    connection: Connection, table: sa.Table, values: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """Insert a row, or apply ``changes`` to the one that has its primary key."""
    dialect = postgresql if is_postgres(connection) else sqlite
    connection.execute(
        dialect.insert(table)
        .values(values)
        .on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changes)
    )
