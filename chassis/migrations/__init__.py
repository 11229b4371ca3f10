"""Schema migrations: one numbered history for each service, run by command and never at start.

A service's folder holds ``NNNN_words.py`` files and ``HEAD`` with the name of the newest, so that two
branches that both add a migration collide in one line.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from chassis.database import is_postgres, open_engine

_ENVIRONMENT = Path(__file__).parent / "environment"
_ONE_AT_A_TIME = 0x6D69_6772_6174
_WAIT_FOR_OTHERS_MS = 600_000
_POSTGRES_LIMITS = (
    # A migration that cannot get its lock gives up: waiting, it would hold up every request.
    "SET LOCAL lock_timeout = '3s'",
    "SET LOCAL statement_timeout = '10min'",
)


class WrongHead(Exception):
    """HEAD and the files of a history disagree."""


class BrokenReferences(Exception):
    """A migration on SQLite left rows behind that point to nothing."""


def migrate(folder: Path, url: str, revision: str = "head") -> None:
    """Bring a database to ``revision``, up or down to ``base``, all of it or nothing.

    Several processes may try at once: one does it, the others wait and find it done.
    Raises: WrongHead; BrokenReferences.
    """
    head_of(folder)
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            if not is_postgres(connection):
                _prepare_sqlite(connection)
            with connection.begin():
                if is_postgres(connection):
                    _prepare_postgres(connection)
                _run(folder, connection, revision)
                if not is_postgres(connection):
                    _check_references(connection)
    finally:
        engine.dispose()


def is_at_head(engine: Engine, folder: Path) -> bool:
    """True when the database has the newest schema."""
    return current(engine) == head_of(folder)


def current(engine: Engine) -> str | None:
    """The revision of a database; None when it was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_of(folder: Path) -> str:
    """The newest revision of a history. Raises: WrongHead."""
    newest = max(path.stem for path in folder.glob("[0-9]*.py"))
    if (folder / "HEAD").read_text().strip() != newest:
        raise WrongHead(f"{folder}: HEAD does not name {newest}")
    return newest[:4]


def _prepare_sqlite(connection: Connection) -> None:
    # Through the driver: inside a transaction, both would come too late. Tables are rebuilt (batch
    # mode), which must not look like the deletion of what others refer to.
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout={_WAIT_FOR_OTHERS_MS}")
    driver.execute("PRAGMA foreign_keys=OFF")


def _prepare_postgres(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_WAIT_FOR_OTHERS_MS}")
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {_WAIT_FOR_OTHERS_MS}")
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    for limit in _POSTGRES_LIMITS:
        connection.exec_driver_sql(limit)


def _run(folder: Path, connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_ENVIRONMENT).replace("%", "%%"))
    config.set_main_option("version_locations", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise BrokenReferences(", ".join(sorted({row[0] for row in broken})))
