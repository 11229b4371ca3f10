"""The office on both databases, with a real mail server in front.

Each test gets a copy of a database that was migrated once.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis.migrations import migrate
from deploy.local_servers.postgres import PostgresCluster
from deploy.preparation import migrations_of
from tests.support.mail_server import MailServer
from tests.support.notification_office import NotificationOffice

Opening = Callable[..., NotificationOffice]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("notification") / "migrated.db"
    migrate(migrations_of("notification"), f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresCluster) -> str:
    name = f"notification_template_{secrets.token_hex(4)}"
    migrate(migrations_of("notification"), postgres.create_database(name))
    return name


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def opening(server: MailServer, migrated_file: Path, tmp_path: Path) -> Iterator[Opening]:
    """Opens an office on SQLite with settings of its own."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'notification.db')}"
    opened: list[NotificationOffice] = []

    def open_office(**settings: str) -> NotificationOffice:
        opened.append(NotificationOffice(tmp_path, server, url, **settings))
        return opened[-1]

    yield open_office
    for office in opened:
        office.close()


@pytest.fixture
def small_office(opening: Opening) -> NotificationOffice:
    """On SQLite alone, where the database makes no difference."""
    return opening()


@pytest.fixture
def postgres_office(
    postgres: PostgresCluster, migrated_database: str, server: MailServer, tmp_path: Path
) -> Iterator[NotificationOffice]:
    name = f"notification_{secrets.token_hex(4)}"
    office = NotificationOffice(tmp_path, server, postgres.create_database(name, migrated_database))
    yield office
    office.close()
    postgres.drop_database(name)


@pytest.fixture(params=["small", pytest.param("postgres", marks=pytest.mark.integration)])
def office(request: pytest.FixtureRequest) -> NotificationOffice:
    """Notification on each of the two databases."""
    found: NotificationOffice = request.getfixturevalue(f"{request.param}_office")
    return found
