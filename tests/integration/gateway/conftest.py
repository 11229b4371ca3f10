"""The gateway's database, on SQLite and on PostgreSQL, and the audit log in it."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from chassis.clock import FixedClock
from chassis.database import open_engine
from chassis.identity import Keyring
from chassis.migrations import migrate
from deploy.local_servers.postgres import PostgresCluster
from deploy.names import GATEWAY
from deploy.preparation import migrations_of
from gateway.audit.log import AuditLog
from gateway.storage.audit_rows import AuditRows

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.integration)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The migrated database of the gateway."""
    name = f"gateway_{secrets.token_hex(4)}"
    url = f"sqlite:///{tmp_path}/gateway.db"
    if request.param == "postgres":
        cluster: PostgresCluster = request.getfixturevalue("postgres")
        url = cluster.create_database(name)
    migrate(migrations_of(GATEWAY), url)
    found = open_engine(url)
    yield found
    found.dispose()
    if request.param == "postgres":
        cluster.drop_database(name)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(SATURDAY)


@pytest.fixture
def audit(engine: Engine, clock: FixedClock, tmp_path: Path) -> AuditLog:
    return AuditLog(AuditRows(engine), Keyring.create(tmp_path / "keys", [GATEWAY]), clock)
