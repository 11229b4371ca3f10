"""Joins documents' rooms."""

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
from services.documents.application.printing import Office, Printer
from services.documents.messaging.jobs import jobs_of
from services.documents.messaging.outgoing import OUTGOING
from services.documents.messaging.subscriptions import SUBSCRIPTIONS
from services.documents.rendering.pdf import Press
from services.documents.settings import DocumentsSettings
from services.documents.storage.unit_of_work import DocumentsUnitOfWork
from services.documents.web import BLUEPRINTS

NAME = "documents"
ROOM = Path(__file__).parent


def build(
    settings: DocumentsSettings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    wakeup: Wakeup | None = None,
    clients: Mapping[str, ServiceClient] | None = None,
) -> Service:
    """The service, ready for a web or a worker process."""
    engine = open_engine(settings.database_of(NAME))
    clock, ids = clock or SystemClock(), ids or RandomIds()
    asked = {} if clients is None else clients
    office = Office(
        name=settings.operator, word=settings.office_word, public_url=settings.public_url
    )
    printer = Printer(office, Press(settings.fonts))

    def open_uow() -> DocumentsUnitOfWork:
        return DocumentsUnitOfWork(
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
        uow=open_uow,
        reaches=reaches,
        catalogue=ROOM / "web" / "messages.yaml",
        migrations=ROOM / "storage" / "migrations",
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(printer, asked),
        producers=producers_for(NAME),
        readers=readers_of(NAME),
        extras={"printer": printer, "clients": asked},
    )
