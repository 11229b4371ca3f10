"""The office on both databases; each test gets a copy of a database that was migrated once."""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from chassis.migrations import migrate
from deploy.local_servers.postgres import PostgresCluster
from deploy.preparation import migrations_of
from tests.support.referral_office import ReferralOffice as Office

_numbers = count(1)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("referral") / "migrated.db"
    migrate(migrations_of("referral"), f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresCluster) -> str:
    name = f"referral_template_{os.getpid()}"
    migrate(migrations_of("referral"), postgres.create_database(name))
    return name


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'referral.db')}"


@pytest.fixture
def postgres_url(postgres: PostgresCluster, migrated_database: str) -> Iterator[str]:
    name = f"referral_{os.getpid()}_{next(_numbers)}"
    yield postgres.create_database(name, migrated_database)
    postgres.drop_database(name)


@pytest.fixture
def sqlite_office(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path, sqlite_url)
    yield office
    office.close()


@pytest.fixture
def postgres_office(postgres_url: str, tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path, postgres_url)
    yield office
    office.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def office(request: pytest.FixtureRequest) -> Office:
    """An office on each of the two databases."""
    found: Office = request.getfixturevalue(f"{request.param}_office")
    return found
