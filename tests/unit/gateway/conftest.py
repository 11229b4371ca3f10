"""A gateway whose services are fakes, with accounts and a clock that can be moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from tests.support.fake_transport import FakeTransport
from tests.support.portal import Portal

SERVICES = ("intake", "mediation", "referral", "notification", "documents")


@pytest.fixture
def services() -> dict[str, FakeTransport]:
    return {name: FakeTransport() for name in SERVICES}


@pytest.fixture
def portal(tmp_path: Path, services: dict[str, FakeTransport]) -> Iterator[Portal]:
    portal = Portal(tmp_path, transports=services)
    yield portal
    portal.close()


@pytest.fixture
def client(portal: Portal) -> Client:
    return Client(portal.app)


@pytest.fixture
def intake(services: dict[str, FakeTransport]) -> FakeTransport:
    return services["intake"]
