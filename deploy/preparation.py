"""What must be so before anything starts: keys, current schemas, reference and demo data."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

import yaml

from chassis.identity import Keyring
from chassis.migrations import migrate
from chassis.settings import CoreSettings
from deploy import composition

ROOT = Path(__file__).parent.parent
DEMO_DATA = Path(__file__).parent / "demo_data"


def create_keys(settings: CoreSettings) -> None:
    """Signing keys and the pepper, once; later calls leave them alone."""
    issuers = [composition.GATEWAY, *composition.SERVICES]
    Keyring.create(settings.keys_folder, issuers)


def migrations_of(service: str) -> Path:
    """The folder of a service's migrations."""
    room = ROOT / "gateway" if service == composition.GATEWAY else ROOT / "services" / service
    return room / "storage" / "migrations"


def migrate_all(settings: CoreSettings) -> None:
    """Bring every database to the newest schema."""
    for service in (composition.GATEWAY, *composition.SERVICES):
        migrate(migrations_of(service), settings.database_of(service))


def demo_password(settings: CoreSettings) -> str:
    """The password of all demo accounts: given, or made once and kept beside the data."""
    kept = settings.data / "demo-password"
    if given := os.environ.get("HUHANG_DEMO_PASSWORD"):
        return given
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9))
    return kept.read_text()


def seed_demo_once(settings: CoreSettings, password: str) -> None:
    """Seed, unless the same data was seeded into the same place before: that saves start time."""
    done = settings.data / "seeded"
    print_of_data = _fingerprint(settings, password)
    if not done.exists() or done.read_text() != print_of_data:
        seed_demo({}, password)
        done.write_text(print_of_data)


def _fingerprint(settings: CoreSettings, password: str) -> str:
    digest = hashlib.sha256(f"{settings.database_url}\0{password}".encode())
    for path in sorted(DEMO_DATA.glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def seed_demo(clients: Any, password: str) -> None:
    """Reference data and demo people of every service; safe to repeat."""
    services = {name: composition.build_service(name, clients) for name in composition.SERVICES}
    composition.seed_services(services, DEMO_DATA)
    for service in services.values():
        service.engine.dispose()
    from gateway.seed import seed as seed_accounts

    settings = composition.settings_of(composition.GATEWAY)
    seed_accounts(settings, _demo_data("accounts"), password)


def _demo_data(name: str) -> Any:
    return yaml.safe_load((DEMO_DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def demo_people() -> list[str]:
    """One line for each demo account: name of the account, person, what they do."""
    people = _demo_data("accounts")["accounts"]
    return [f"{each['account']:<10} {each['name']}  {', '.join(each['roles'])}" for each in people]
