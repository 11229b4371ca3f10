"""Mediation's office on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.conftest import UrlOf
from tests.support.mediation_office import Office


@pytest.fixture
def sqlite_office(sqlite_url_of: UrlOf, tmp_path: Path) -> Iterator[Office]:
    with closing(Office(tmp_path, sqlite_url_of("mediation"))) as office:
        yield office


@pytest.fixture
def postgres_office(postgres_url_of: UrlOf, tmp_path: Path) -> Iterator[Office]:
    with closing(Office(tmp_path, postgres_url_of("mediation"))) as office:
        yield office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def office(request: pytest.FixtureRequest) -> Office:
    """An office on each of the two databases."""
    found: Office = request.getfixturevalue(f"{request.param}_office")
    return found
