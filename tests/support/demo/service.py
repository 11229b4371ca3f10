"""Joins the demo's parts, like the bootstrap of a service."""

from pathlib import Path
from typing import Any

from chassis.clock import Clock
from chassis.database import open_engine
from chassis.identity import Keyring
from chassis.ids import RandomIds
from chassis.migrations import migrate
from chassis.service import Service
from chassis.settings import CoreSettings
from chassis.wakeup import Wakeup
from tests.support.demo.notes import OUTGOING, DemoUnitOfWork
from tests.support.demo.web import board

NAME = "demo"
ROOM = Path(__file__).parent
MIGRATIONS = ROOM / "migrations"
SQLITE = "sqlite:///{data}/{service}.db"
PERMISSIONS = {
    "note.pin": {"author": "own", "visitor": "own"},
    "note.read": {"author": "own"},
    "internal.feed": {"service": "any"},
    "failures.list": {"administrator": "any"},
    "failures.redrive": {"administrator": "any"},
}


def reaches(action: str, roles: frozenset[str]) -> frozenset[str]:
    """The demo's table of permissions."""
    return frozenset(PERMISSIONS[action][role] for role in roles if role in PERMISSIONS[action])


def build_demo(folder: Path, clock: Clock, *, database: str = SQLITE, **changes: Any) -> Service:
    """A service with keys in ``folder``, and an empty database of its own."""
    settings = CoreSettings(data=folder, database_url=database)
    keyring = Keyring.create(settings.keys_folder, ["gateway", NAME, "reader"])
    url = settings.database_of(NAME)
    migrate(MIGRATIONS, url)
    engine, ids = open_engine(url), RandomIds()
    parts: dict[str, Any] = {
        "name": NAME,
        "settings": settings,
        "engine": engine,
        "clock": clock,
        "ids": ids,
        "keyring": keyring,
        "uow": lambda: DemoUnitOfWork(
            engine, service=NAME, clock=clock, ids=ids, outgoing=OUTGOING, wakeup=Wakeup()
        ),
        "reaches": reaches,
        "catalogue": ROOM / "messages.yaml",
        "migrations": MIGRATIONS,
        "blueprints": (board,),
        "readers": {"huhang.demo.note.pinned.v1": ("reader",)},
    }
    return Service(**(parts | changes))
