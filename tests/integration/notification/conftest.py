"""The office on both databases, with a real mail server in front."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local_servers.postgres import PostgresCluster
from tests.support.mail_server import MailServer
from tests.support.notification_office import NotificationOffice


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def office(
    request: pytest.FixtureRequest, server: MailServer, tmp_path: Path
) -> Iterator[NotificationOffice]:
    """Notification on each of the two databases."""
    if request.param == "sqlite":
        office = NotificationOffice(tmp_path, server)
        yield office
        office.close()
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = f"notification_{secrets.token_hex(4)}"
    office = NotificationOffice(tmp_path, server, cluster.create_database(name))
    yield office
    office.close()
    cluster.drop_database(name)


@pytest.fixture
def small_office(server: MailServer, tmp_path: Path) -> Iterator[NotificationOffice]:
    """On SQLite alone, where the database makes no difference."""
    office = NotificationOffice(tmp_path, server)
    yield office
    office.close()
