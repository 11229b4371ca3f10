"""Schema migrations: one numbered history for each service, run by command and never at start.

A service's folder holds ``NNNN_words.py`` files and ``HEAD`` with the name of the newest, so that two
branches that both add a migration collide in one line.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from chassis.database import is_postgres, open_engine

_ENVIRONMENT = Path(__file__).parent / "environment"
_ONE_AT_A_TIME = 0x6D69_6772_6174


class WrongHead(Exception):
    """HEAD and the files of a history disagree."""


def migrate(folder: Path, url: str, revision: str = "head") -> None:
    """Bring a database to ``revision``; several processes may try at once. Raises: WrongHead."""
    _check_head(folder)
    engine = open_engine(url)
    try:
        with engine.connect() as connection, connection.begin():
            if is_postgres(connection):
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
            config = _config(folder)
            config.attributes["connection"] = connection
            if revision == "base":
                command.downgrade(config, revision)
            else:
                command.upgrade(config, revision)
    finally:
        engine.dispose()


def is_at_head(engine: Engine, folder: Path) -> bool:
    """True when the database has the newest schema."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == _script(folder).get_current_head()


def _check_head(folder: Path) -> None:
    newest = max(path.stem for path in folder.glob("[0-9]*.py"))
    if (folder / "HEAD").read_text().strip() != newest:
        raise WrongHead(f"{folder}: HEAD does not name {newest}")


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_ENVIRONMENT))
    config.set_main_option("version_locations", str(folder))
    config.set_main_option("path_separator", "os")
    return config


def _script(folder: Path) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(folder))
