"""Joins notification's rooms."""

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
from services.notification.messaging.jobs import jobs_of
from services.notification.messaging.outgoing import OUTGOING
from services.notification.messaging.outgoing_http import PartnerHttp
from services.notification.messaging.subscriptions import SUBSCRIPTIONS
from services.notification.messaging.webhook_delivery import webhook_job
from services.notification.settings import NotificationSettings
from services.notification.storage.unit_of_work import NotificationUnitOfWork
from services.notification.web import BLUEPRINTS

NAME = "notification"
ROOM = Path(__file__).parent


def build(
    settings: NotificationSettings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    wakeup: Wakeup | None = None,
    clients: Mapping[str, ServiceClient] | None = None,
) -> Service:
    """The service, ready for a web or a worker process."""
    engine = open_engine(settings.database_of(NAME))
    keyring = Keyring.load(settings.keys_folder)
    clock, ids = clock or SystemClock(), ids or RandomIds()

    def open_uow() -> NotificationUnitOfWork:
        return NotificationUnitOfWork(
            engine,
            service=NAME,
            clock=clock,
            ids=ids,
            outgoing=OUTGOING,
            wakeup=wakeup or Wakeup(),
            switched_off=settings.switched_off,
        )

    return Service(
        name=NAME,
        settings=settings,
        engine=engine,
        clock=clock,
        ids=ids,
        keyring=keyring,
        uow=open_uow,
        reaches=reaches,
        catalogue=ROOM / "web" / "messages.yaml",
        migrations=ROOM / "storage" / "migrations",
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=(
            *jobs_of(settings, open_uow, {} if clients is None else clients, clock),
            webhook_job(
                open_uow,
                keyring,
                PartnerHttp(settings.partners, ca_file=settings.webhook_ca_file or None),
            ),
        ),
        extras={"webhook_hosts": settings.partners},
        producers=producers_for(NAME),
        readers=readers_of(NAME),
    )
