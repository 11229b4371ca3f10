"""Migrations: one history, run once however many try, and able to go back."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from chassis.bus.cursor import find_cursor
from chassis.database import open_engine
from chassis.migrations import (
    BrokenReferences,
    WrongHead,
    current,
    head_of,
    is_at_head,
    migrate,
)
from chassis.schema import feed_epoch, machinery
from tests.support.speaking.services import MIGRATIONS

NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    pass
"""


def history(folder: Path, upgrade: str) -> Path:
    """The speakers' history with one migration more."""
    folder.mkdir()
    for path in MIGRATIONS.glob("000*.py"):
        (folder / path.name).write_text(path.read_text())
    (folder / "0003_next.py").write_text(NEXT.format(upgrade=upgrade))
    (folder / "HEAD").write_text("0003_next\n")
    return folder


def tables(url: str) -> set[str]:
    engine = open_engine(url)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/service.db"


def test_a_migrated_database_has_exactly_the_tables_that_the_code_expects(url: str) -> None:
    migrate(MIGRATIONS, url)

    engine = open_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _parent: name != "heard"}
        )
        differences = compare_metadata(context, machinery)
    engine.dispose()

    assert differences == []


def test_two_databases_have_feeds_that_can_be_told_apart(tmp_path: Path) -> None:
    epochs = set()

    for name in ("one", "two"):
        migrate(MIGRATIONS, f"sqlite:///{tmp_path}/{name}.db")
        with open_engine(f"sqlite:///{tmp_path}/{name}.db").connect() as connection:
            epochs.add(connection.execute(sa.select(feed_epoch.c.epoch)).scalar_one())

    assert len(epochs) == 2


def test_migrating_again_changes_nothing(url: str) -> None:
    migrate(MIGRATIONS, url)
    engine = open_engine(url)

    migrate(MIGRATIONS, url)

    assert is_at_head(engine, MIGRATIONS)
    assert current(engine) == head_of(MIGRATIONS) == "0002"
    engine.dispose()


def test_what_the_broker_had_confirmed_is_known_to_the_cursor(url: str) -> None:
    migrate(MIGRATIONS, url, "0001")
    engine = open_engine(url)
    event = "INSERT INTO outbox (id, position, type, subject, envelope, created_at, published_at)"
    with engine.begin() as connection:
        for position, published_at in ((1, "'x'"), (2, "'x'"), (3, "NULL"), (4, "'x'")):
            values = f"VALUES ('{position}', {position}, 't', 's', 'e', 'x', {published_at})"
            connection.exec_driver_sql(f"{event} {values}")

    migrate(MIGRATIONS, url)
    with engine.connect() as connection:
        assert find_cursor(connection, "speaker")[1] == 2
    engine.dispose()


def test_many_may_migrate_a_new_database_at_once(url: str) -> None:
    problems: list[BaseException] = []

    def try_it() -> None:
        try:
            migrate(MIGRATIONS, url)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert is_at_head(open_engine(url), MIGRATIONS)


def test_the_way_back_leaves_no_table_of_ours(url: str) -> None:
    migrate(MIGRATIONS, url)

    migrate(MIGRATIONS, url, "base")

    assert tables(url) <= {"alembic_version", "sqlite_sequence"}


def test_a_migration_that_fails_leaves_nothing_half_done(url: str, tmp_path: Path) -> None:
    broken = "op.execute('CREATE TABLE half (id int)'); op.execute('nonsense')"

    with pytest.raises(sa.exc.OperationalError):
        migrate(history(tmp_path / "broken", broken), url)

    assert tables(url) == set()


def test_a_table_that_others_refer_to_can_be_rebuilt_on_sqlite(url: str, tmp_path: Path) -> None:
    migrate(MIGRATIONS, url)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id int PRIMARY KEY, name text)")
        connection.exec_driver_sql(
            "CREATE TABLE child (parent int REFERENCES parent ON DELETE CASCADE)"
        )
        connection.exec_driver_sql("INSERT INTO parent VALUES (1, 'a')")
        connection.exec_driver_sql("INSERT INTO child VALUES (1)")
    rebuild = (
        "with op.batch_alter_table('parent') as batch: "
        "batch.alter_column('name', type_=sa.String(9), nullable=False)"
    )

    migrate(history(tmp_path / "rebuilding", rebuild), url)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM child").scalar_one() == 1
    engine.dispose()


def test_a_migration_that_leaves_references_to_nothing_is_refused(url: str, tmp_path: Path) -> None:
    orphan = (
        "op.execute('CREATE TABLE parent (id int PRIMARY KEY)'); "
        "op.execute('CREATE TABLE child (parent int REFERENCES parent)'); "
        "op.execute('INSERT INTO child VALUES (7)')"
    )

    with pytest.raises(BrokenReferences, match="child"):
        migrate(history(tmp_path / "orphaning", orphan), url)

    assert "child" not in tables(url)


def test_two_branches_with_a_migration_each_are_noticed(url: str, tmp_path: Path) -> None:
    folder = history(tmp_path / "merged", "pass")
    (folder / "HEAD").write_text("0003_other\n")

    with pytest.raises(WrongHead):
        migrate(folder, url)
