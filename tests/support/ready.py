"""Databases that were migrated and filled once, for every test to start from a copy."""

import atexit
import functools
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import yaml
from argon2 import PasswordHasher

from chassis.clock import FixedClock
from chassis.identity import Keyring
from chassis.migrations import migrate
from deploy import composition
from deploy.demo_people import DEMO_DATA
from deploy.names import GATEWAY, SERVICES
from deploy.preparation import migrations_of
from gateway.passwords import Passwords
from gateway.seed import seed as seed_accounts

PASSWORD = "a-long-demo-pass-1"
QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Checking a hash costs what making it did: people of tests sign in hundreds of times."""
FRIDAY_MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""Friday 20 November 2026, nine o'clock in Shanghai: the next day is not a working day."""


def make_ready(folder: Path, database_url: str) -> None:
    """Migrate the databases of all services and the gateway and load the demonstration's data.

    ``folder`` gets the keys. No connection stays open.
    """
    environment = {"HUHANG_DATA": str(folder), "HUHANG_DATABASE_URL": database_url}
    clock = FixedClock(FRIDAY_MORNING)
    keyring = Keyring.create(folder / "keys", [GATEWAY, *SERVICES])
    services = {}
    for name in SERVICES:
        settings = composition.settings_of(name, environment)
        migrate(migrations_of(name), settings.database_of(name))
        clients = composition.Clients(name, keyring, {}, clock)
        services[name] = composition.build_service(name, clients, settings=settings, clock=clock)
    composition.seed_services(services, DEMO_DATA)
    for service in services.values():
        service.engine.dispose()
    settings = composition.settings_of(GATEWAY, environment)
    migrate(migrations_of(GATEWAY), settings.database_of(GATEWAY))
    accounts = yaml.load(
        (DEMO_DATA / "accounts.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    seed_accounts(settings, accounts, PASSWORD, clock=clock, passwords=QUICK)


@functools.cache
def _ready_on_sqlite() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="huhang-ready-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_ready(folder, f"sqlite:///{folder}/{{service}}.db")
    return folder


def copy_databases(target: Path) -> None:
    """A ``<service>.db`` of each service and of the gateway, with keys."""
    shutil.copytree(_ready_on_sqlite() / "keys", target / "keys")
    for database in _ready_on_sqlite().glob("*.db"):
        shutil.copyfile(database, target / database.name)


def template_cache() -> str:
    """One folder of compiled templates for all portals of this run."""
    return str(_ready_on_sqlite() / "templates")
