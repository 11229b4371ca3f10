"""Intake's office on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.conftest import UrlOf
from tests.support.intake_office import IntakeOffice


@pytest.fixture
def sqlite_office(sqlite_url_of: UrlOf, tmp_path: Path) -> Iterator[IntakeOffice]:
    with closing(IntakeOffice(tmp_path, sqlite_url_of("intake"))) as office:
        yield office


@pytest.fixture
def postgres_office(postgres_url_of: UrlOf, tmp_path: Path) -> Iterator[IntakeOffice]:
    with closing(IntakeOffice(tmp_path, postgres_url_of("intake"))) as office:
        yield office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def office(request: pytest.FixtureRequest) -> IntakeOffice:
    """An office on each of the two databases."""
    found: IntakeOffice = request.getfixturevalue(f"{request.param}_office")
    return found
