"""What must be so before anything starts: keys, current schemas, reference and demo data."""

from pathlib import Path

import yaml

from chassis.identity import Keyring
from chassis.migrations import migrate
from chassis.settings import CoreSettings
from deploy import composition
from deploy.demo_people import DEMO_DATA
from deploy.names import GATEWAY, SERVICES

ROOT = Path(__file__).parent.parent


def create_keys(settings: CoreSettings) -> None:
    """Signing keys and the pepper, once; later calls leave them alone."""
    issuers = [GATEWAY, *SERVICES]
    Keyring.create(settings.keys_folder, issuers)


def migrations_of(service: str) -> Path:
    """The folder of a service's migrations."""
    room = ROOT / "gateway" if service == GATEWAY else ROOT / "services" / service
    return room / "storage" / "migrations"


def migrate_all(settings: CoreSettings) -> None:
    """Bring every database to the newest schema."""
    for service in (GATEWAY, *SERVICES):
        migrate(migrations_of(service), settings.database_of(service))


def load_reference(folder: Path) -> list[str]:
    """Experts, rooms and desks from the ``<service>.yaml`` files of a folder; safe to repeat.

    Returns the services that were given something. Raises: UnfitReference.
    """
    services = {name: composition.build_service(name, {}) for name in SERVICES}
    seeded = composition.seed_services(services, folder)
    for service in services.values():
        service.engine.dispose()
    return seeded


def seed_demo(password: str) -> None:
    """Reference data and demo people of every service; safe to repeat."""
    load_reference(DEMO_DATA)
    from gateway.seed import seed as seed_accounts

    settings = composition.settings_of(GATEWAY)
    seed_accounts(
        settings,
        yaml.load((DEMO_DATA / "accounts.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader),
        password,
    )
