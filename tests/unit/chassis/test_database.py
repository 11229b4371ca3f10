"""Databases are opened so that nothing acknowledged is lost."""

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.database import (
    UnsafeDatabase,
    insert_if_absent,
    insert_those_absent,
    open_engine,
    reading,
    refuse_unsafe,
    upsert,
)

metadata = sa.MetaData()
counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    engine = open_engine(f"sqlite:///{tmp_path}/a/b.db")
    metadata.create_all(engine)
    return engine


def value(engine: sa.Engine, name: str) -> int | None:
    with reading(engine) as connection:
        query = sa.select(counters.c.value).where(counters.c.name == name)
        return connection.execute(query).scalar()


def test_no_update_of_eight_writers_is_lost(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(counters.insert().values(name="n", value=0))

    def count_to_a_hundred() -> None:
        for _ in range(100):
            with engine.begin() as connection:
                seen = connection.execute(sa.select(counters.c.value)).scalar_one()
                connection.execute(counters.update().values(value=seen + 1))

    threads = [threading.Thread(target=count_to_a_hundred) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert value(engine, "n") == 800


def test_a_reader_does_not_wait_for_a_writer(engine: sa.Engine) -> None:
    with engine.begin() as writer:
        writer.execute(counters.insert().values(name="n", value=1))

        assert value(engine, "n") is None


def test_a_file_outlives_the_loss_of_power(engine: sa.Engine) -> None:
    refuse_unsafe(engine)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_forgetful_database_is_refused(engine: sa.Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def forget(connection: object, _record: object) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")  # type: ignore[attr-defined]

    engine.dispose()

    with pytest.raises(UnsafeDatabase):
        refuse_unsafe(engine)


def test_errors_do_not_repeat_what_people_wrote(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.IntegrityError) as caught, engine.begin() as connection:
        connection.execute(counters.insert(), {"name": "张三", "value": None})

    assert "张三" not in str(caught.value)


def test_an_insert_says_whether_it_went_in(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        first = insert_if_absent(connection, counters, {"name": "n", "value": 1})
        second = insert_if_absent(connection, counters, {"name": "n", "value": 2})

    assert (first, second) == (True, False)
    assert value(engine, "n") == 1


def test_of_many_rows_only_the_new_ones_go_in(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        insert_those_absent(connection, counters, [{"name": "a", "value": 1}])
        insert_those_absent(
            connection, counters, [{"name": "a", "value": 2}, {"name": "b", "value": 2}]
        )
        insert_those_absent(connection, counters, [])

    assert (value(engine, "a"), value(engine, "b")) == (1, 2)


def test_an_upsert_changes_what_is_there(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        upsert(connection, counters, {"name": "n", "value": 1}, {"value": 1})
        upsert(connection, counters, {"name": "n", "value": 2}, {"value": 2})

    assert value(engine, "n") == 2
