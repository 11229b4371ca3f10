"""Databases for one service alone: each test gets a copy of one that was migrated once."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from chassis.migrations import migrate
from deploy.local_servers.postgres import PostgresCluster
from deploy.preparation import migrations_of

_HERE = Path(__file__).parent
UrlOf = Callable[[str], str]
_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a whole service, with servers or without."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.service)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A service's migrated SQLite file, to be copied."""

    @cache
    def of(service: str) -> Path:
        file = tmp_path_factory.mktemp(service) / "migrated.db"
        migrate(migrations_of(service), f"sqlite:///{file}")
        return file

    return of


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresCluster) -> Callable[[str], str]:
    """The name of a service's migrated PostgreSQL database, to be copied."""

    @cache
    def of(service: str) -> str:
        name = f"migrated_{service}_{os.getpid()}"
        migrate(migrations_of(service), postgres.create_database(name))
        return name

    return of


@pytest.fixture
def sqlite_url_of(migrated_file: Callable[[str], Path], tmp_path: Path) -> UrlOf:
    """A migrated SQLite database of a service, for this test."""
    return lambda service: (
        f"sqlite:///{shutil.copy(migrated_file(service), tmp_path / f'{service}.db')}"
    )


@pytest.fixture
def postgres_url_of(
    postgres: PostgresCluster, migrated_database: Callable[[str], str]
) -> Iterator[UrlOf]:
    """A migrated PostgreSQL database of a service, for this test."""
    made: list[str] = []

    def of(service: str) -> str:
        made.append(f"{service}_{os.getpid()}_{next(_numbers)}")
        return postgres.create_database(made[-1], migrated_database(service))

    yield of
    for name in made:
        postgres.drop_database(name)
