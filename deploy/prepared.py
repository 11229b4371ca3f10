"""Has this place been prepared by this code with this data? Then a start need not do it again."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from chassis.settings import CoreSettings
from deploy.demo_people import DEMO_DATA

ROOT = Path(__file__).parent.parent


def unless_prepared(settings: CoreSettings, password: str, prepare: Callable[[], None]) -> None:
    """Call ``prepare`` when schemas, demo data, password or place are not those of the last time."""
    mark = settings.data / "prepared"
    wanted = _fingerprint(settings, password)
    if _databases_exist(settings) and mark.exists() and mark.read_text() == wanted:
        return
    prepare()
    mark.write_text(wanted)


def _databases_exist(settings: CoreSettings) -> bool:
    """False when the databases are files and one is missing; servers are asked by ``migrate``."""
    url = settings.database_of("intake")
    return url.startswith("sqlite:///") and Path(url.removeprefix("sqlite:///")).exists()


def _fingerprint(settings: CoreSettings, password: str) -> str:
    digest = hashlib.sha256(f"{settings.database_url}\0{password}".encode())
    heads = sorted(ROOT.glob("**/storage/migrations/HEAD"))
    for path in (*heads, *sorted(DEMO_DATA.glob("*.yaml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
