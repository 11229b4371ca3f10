"""Joins intake's rooms."""

from collections.abc import Mapping
from pathlib import Path

from chassis.clock import Clock, SystemClock
from chassis.database import open_engine
from chassis.identity import Keyring
from chassis.ids import Ids, RandomIds
from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.wakeup import Wakeup
from contracts.permissions import reaches
from contracts.readers import producers_for, readers_of
from services.intake.messaging.jobs import jobs_of
from services.intake.messaging.outgoing import OUTGOING
from services.intake.messaging.subscriptions import SUBSCRIPTIONS
from services.intake.settings import IntakeSettings
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.storage.parts import Parts
from services.intake.storage.scanner import Scanner
from services.intake.storage.unit_of_work import IntakeUnitOfWork
from services.intake.web import BLUEPRINTS

NAME = "intake"
ROOM = Path(__file__).parent


def build(
    settings: IntakeSettings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    wakeup: Wakeup | None = None,
    clients: Mapping[str, ServiceClient] | None = None,
) -> Service:
    """The service, ready for a web or a worker process. Intake asks no other service."""
    engine = open_engine(settings.database_of(NAME))
    clock, ids = clock or SystemClock(), ids or RandomIds()
    evidence = settings.data / "evidence"
    store = EvidenceStore(evidence)
    scanner = Scanner(settings.clamd) if settings.clamd else None
    return Service(
        name=NAME,
        settings=settings,
        engine=engine,
        clock=clock,
        ids=ids,
        keyring=Keyring.load(settings.keys_folder),
        uow=lambda: IntakeUnitOfWork(
            engine,
            service=NAME,
            clock=clock,
            ids=ids,
            outgoing=OUTGOING,
            wakeup=wakeup or Wakeup(),
        ),
        reaches=reaches,
        catalogue=ROOM / "web" / "messages.yaml",
        migrations=ROOM / "storage" / "migrations",
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(store, scanner),
        producers=producers_for(NAME),
        readers=readers_of(NAME),
        extras={"evidence_store": store, "scanner": scanner, "parts": Parts(evidence)},
    )
