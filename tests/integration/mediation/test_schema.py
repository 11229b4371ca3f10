"""The schema goes up, down and up again, and is what the tables say; reference data is loaded once."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from chassis.database import open_engine
from chassis.migrations import migrate
from chassis.settings import ConfigurationError, load_settings
from deploy.preparation import migrations_of
from services.mediation.seed import seed
from services.mediation.settings import SETTINGS
from services.mediation.storage.tables import metadata
from tests.support.mediation_office import Office

FOLDER = migrations_of("mediation")


@pytest.fixture(params=["sqlite_url", pytest.param("postgres_url", marks=pytest.mark.integration)])
def engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    engine = open_engine(request.getfixturevalue(request.param))
    yield engine
    engine.dispose()


def test_the_schema_can_be_taken_back_and_made_again(engine: sa.Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)

    migrate(FOLDER, url, "base")
    left = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    migrate(FOLDER, url)

    assert left == set()
    assert {"cases", "experts", "rooms", "sessions"} <= set(sa.inspect(engine).get_table_names())


def test_the_newest_migration_makes_the_tables_of_the_code(engine: sa.Engine) -> None:
    names = set(metadata.tables)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, parents: kind != "table" or name in names,
                "compare_type": False,
            },
        )
        differences = compare_metadata(context, metadata)

    # An exclusion constraint brings an index of its own, which tables cannot declare.
    assert [each for each in differences if "one_session_per" not in str(each)] == []


def test_reference_data_can_be_loaded_again_and_changes_nothing(office: Office) -> None:
    data = {
        "experts": [
            {
                "account": "chenjing",
                "name": "陈静(改名)",
                "email": "new@pool.example.cn",
                "fields": [],
                "hours": [["08:00", "09:00"]],
            }
        ],
        "rooms": ["第一调解室", "第三调解室"],
    }

    seed(office.service, data)

    assert office.within(lambda uow: uow.experts.by_account("chenjing").name) == "陈静"
    rooms = office.within(lambda uow: [room.name for room in uow.rooms.by_name()])
    assert sorted(rooms) == sorted(["第一调解室", "第三调解室", "第二调解室"])


def test_notice_can_be_set_and_must_make_sense() -> None:
    settings = load_settings(SETTINGS, {"HUHANG_SESSION_NOTICE_DAYS": "5"})

    assert settings.session_notice_days == 5
    with pytest.raises(ConfigurationError, match="HUHANG_SESSION_NOTICE_DAYS"):
        load_settings(SETTINGS, {"HUHANG_SESSION_NOTICE_DAYS": "-1"})
    with pytest.raises(ConfigurationError, match="HUHANG_SESSION_NOTICE_DAYS"):
        load_settings(SETTINGS, {"HUHANG_SESSION_NOTICE_DAYS": "three"})
