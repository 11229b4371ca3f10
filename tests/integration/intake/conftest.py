"""Intake's office on both databases."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.service_under_test import IntakeOffice, intake_office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database on SQLite, and one on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/{{service}}.db"
        return
    postgres = request.getfixturevalue("postgres")
    name = f"i{os.getpid()}_{abs(hash(tmp_path)) % 10**9}"
    postgres.create_database(name)
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[IntakeOffice]:
    """Intake alone."""
    with intake_office(tmp_path, database_url) as found:
        yield found
