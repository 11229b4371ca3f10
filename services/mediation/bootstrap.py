"""Joins mediation's rooms."""

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
from services.mediation.messaging.jobs import jobs_of
from services.mediation.messaging.outgoing import OUTGOING
from services.mediation.messaging.subscriptions import SUBSCRIPTIONS
from services.mediation.settings import MediationSettings
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web import BLUEPRINTS

NAME = "mediation"
ROOM = Path(__file__).parent


def build(
    settings: MediationSettings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    wakeup: Wakeup | None = None,
    clients: Mapping[str, ServiceClient] | None = None,
) -> Service:
    """The service, ready for a web or a worker process."""
    engine = open_engine(settings.database_of(NAME))
    clock, ids = clock or SystemClock(), ids or RandomIds()

    def uow() -> MediationUnitOfWork:
        return MediationUnitOfWork(
            engine,
            service=NAME,
            clock=clock,
            ids=ids,
            outgoing=OUTGOING,
            wakeup=wakeup or Wakeup(),
        )

    return Service(
        name=NAME,
        settings=settings,
        engine=engine,
        clock=clock,
        ids=ids,
        keyring=Keyring.load(settings.keys_folder),
        uow=uow,
        reaches=reaches,
        catalogue=ROOM / "web" / "messages.yaml",
        migrations=ROOM / "storage" / "migrations",
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(
            {} if clients is None else clients,
            lambda: uow().reading(),
            settings.session_notice_days,
        ),
        extras={"clients": {} if clients is None else clients},
        producers=producers_for(NAME),
        readers=readers_of(NAME),
    )
