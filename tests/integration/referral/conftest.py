"""Referral's office on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.conftest import UrlOf
from tests.support.referral_office import ReferralOffice


@pytest.fixture
def sqlite_office(sqlite_url_of: UrlOf, tmp_path: Path) -> Iterator[ReferralOffice]:
    with closing(ReferralOffice(tmp_path, sqlite_url_of("referral"))) as office:
        yield office


@pytest.fixture
def postgres_office(postgres_url_of: UrlOf, tmp_path: Path) -> Iterator[ReferralOffice]:
    with closing(ReferralOffice(tmp_path, postgres_url_of("referral"))) as office:
        yield office


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def office(request: pytest.FixtureRequest) -> ReferralOffice:
    """An office on each of the two databases."""
    found: ReferralOffice = request.getfixturevalue(f"{request.param}_office")
    return found
