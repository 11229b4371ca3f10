"""What the migrations make is what the tables of the code say, to the last column and index.

Two databases are made, one by the migrations and one from the tables in the code, and what stands
in them is compared; so a type or a constraint that only one of them has is seen.
"""

import ast
import importlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.database import open_engine
from chassis.migrations import migrate
from chassis.schema import machinery
from deploy.local_servers.postgres import PostgresCluster
from deploy.names import GATEWAY, SERVICES
from deploy.preparation import migrations_of

pytestmark = pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
Database = Callable[[], str]
OWNERS = (GATEWAY, *SERVICES)
MADE_IN_SQL = {
    # What tables cannot declare, and the migrations write in SQL.
    "outbox.xid",
    "outbox_unplaced",
    "one_session_per_expert",
    "one_session_per_room",
    "one_session_per_party",
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Makes one empty database after another."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path}/{secrets.token_hex(4)}.db"
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    names: list[str] = []

    def create() -> str:
        names.append(f"schema_{secrets.token_hex(4)}")
        return cluster.create_database(names[-1])

    yield create
    for name in names:
        cluster.drop_database(name)


@pytest.mark.parametrize("owner", OWNERS)
def test_the_migrations_make_exactly_the_tables_of_the_code(owner: str, database: Database) -> None:
    migrated, declared = database(), database()

    migrate(migrations_of(owner), migrated)
    _create_from_code(owner, declared)

    assert _photograph(migrated) == _photograph(declared)


@pytest.mark.parametrize("owner", OWNERS)
def test_the_way_back_leaves_nothing_and_the_way_up_can_be_gone_again(
    owner: str, database: Database
) -> None:
    url = database()
    migrate(migrations_of(owner), url)
    before = _photograph(url)

    migrate(migrations_of(owner), url, "base")
    left = _photograph(url)
    migrate(migrations_of(owner), url)

    assert left == {}
    assert _photograph(url) == before


@pytest.mark.parametrize("owner", OWNERS)
def test_no_migration_borrows_the_tables_of_today(owner: str) -> None:
    for path in sorted(migrations_of(owner).glob("[0-9]*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(str(module).endswith("storage.tables") for module in imported), path


def _create_from_code(owner: str, url: str) -> None:
    room = GATEWAY if owner == GATEWAY else f"services.{owner}"
    tables: sa.MetaData = importlib.import_module(f"{room}.storage.tables").metadata
    engine = open_engine(url)
    tables.create_all(engine)
    if owner != GATEWAY:
        machinery.create_all(engine)
    engine.dispose()


def _photograph(url: str) -> dict[str, dict[str, Any]]:
    engine = open_engine(url)
    look = sa.inspect(engine)
    tables = sorted(set(look.get_table_names()) - {"alembic_version", "sqlite_sequence"})
    found = {table: _table(look, table) for table in tables}
    engine.dispose()
    return found


def _table(look: sa.Inspector, table: str) -> dict[str, Any]:
    return {
        "columns": {
            column["name"]: (str(column["type"]), column["nullable"])
            for column in look.get_columns(table)
            if f"{table}.{column['name']}" not in MADE_IN_SQL
        },
        "key": look.get_pk_constraint(table)["constrained_columns"],
        "unique": sorted(
            tuple(each["column_names"]) for each in look.get_unique_constraints(table)
        ),
        "checks": sorted(each["sqltext"] for each in look.get_check_constraints(table)),
        "references": sorted(
            (tuple(each["constrained_columns"]), each["referred_table"])
            for each in look.get_foreign_keys(table)
        ),
        "indexes": sorted(
            (str(each["name"]), tuple(each["column_names"]), bool(each["unique"]), _condition(each))
            for each in look.get_indexes(table)
            if each["name"] not in MADE_IN_SQL
        ),
    }


def _condition(index: Any) -> str:
    options = index.get("dialect_options", {})
    found = [str(value) for name, value in options.items() if name.endswith("_where")]
    return " ".join(found).strip("()").upper()
