"""Fixtures for all tests: private servers, towns, and a guard against the outside world."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.local_servers.postgres import PostgresCluster
from deploy.local_servers.rabbitmq import RabbitNode
from deploy.names import GATEWAY, SERVICES
from tests.support.ready import copy_databases, make_ready
from tests.support.town import Town

OWNERS = (GATEWAY, *SERVICES)
MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - checked before use
ENOUGH_BYTES = 4 * 2**30
LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    """Files of tests live in memory where there is room: a database is copied ten times sooner."""
    if MEMORY_DISK.is_dir() and shutil.disk_usage(MEMORY_DISK).free > ENOUGH_BYTES:
        tempfile.tempdir = str(MEMORY_DISK)


@pytest.fixture(autouse=True)
def no_outside_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that speaks to anything but this machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert str(address[0]).startswith(LOOPBACK), f"tried to reach {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A folder with a short name, so that sockets in it have short paths."""
    folder = Path(tempfile.mkdtemp(prefix="huhang-t-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(server_folder: Path) -> Iterator[PostgresCluster]:
    """One private PostgreSQL for the whole run."""
    cluster = PostgresCluster(server_folder / "postgres", fsync=False).start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def rabbitmq(server_folder: Path) -> Iterator[RabbitNode]:
    """One private RabbitMQ node for the whole run."""
    node = RabbitNode(server_folder / "rabbitmq").start()
    yield node
    node.stop()


@pytest.fixture
def sqlite_town(tmp_path: Path) -> Iterator[Town]:
    """All services on SQLite."""
    copy_databases(tmp_path)
    with Town(tmp_path, f"sqlite:///{tmp_path}/{{service}}.db") as town:
        yield town


@pytest.fixture(scope="session")
def ready_folder(postgres: PostgresCluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of databases ``ready_<service>``, which are there to be copied."""
    folder = tmp_path_factory.mktemp("ready")
    for owner in OWNERS:
        postgres.create_database(f"ready_{owner}")
    make_ready(folder, postgres.url("ready_{service}"))
    return folder


@pytest.fixture
def postgres_town(postgres: PostgresCluster, ready_folder: Path, tmp_path: Path) -> Iterator[Town]:
    """All services on PostgreSQL, in databases of their own."""
    prefix = f"t{abs(hash(tmp_path)) % 10**9}_"
    for owner in OWNERS:
        postgres.create_database(f"{prefix}{owner}", template=f"ready_{owner}")
    shutil.copytree(ready_folder / "keys", tmp_path / "keys")
    with Town(tmp_path, postgres.url(f"{prefix}{{service}}")) as town:
        yield town
    for owner in OWNERS:
        postgres.drop_database(f"{prefix}{owner}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def town(request: pytest.FixtureRequest) -> Town:
    """A town on each of the two databases."""
    found: Town = request.getfixturevalue(f"{request.param}_town")
    return found
