"""Joins documents's rooms."""

from pathlib import Path

from chassis.service import Ground, Service
from services.documents.application.printing import Office, Printer
from services.documents.messaging.jobs import jobs_of
from services.documents.messaging.outgoing import OUTGOING
from services.documents.messaging.subscriptions import SUBSCRIPTIONS
from services.documents.rendering.pdf import Press
from services.documents.storage.unit_of_work import DocumentsUnitOfWork
from services.documents.web import BLUEPRINTS

ROOM = Path(__file__).parent


def build(ground: Ground) -> Service:
    """Documents on its ground."""
    settings = ground.settings
    office = Office(
        name=settings.operator, word=settings.office_word, public_url=settings.public_url
    )
    printer = Printer(office, Press(settings.fonts))
    return Service.on(
        ground,
        ROOM,
        uow=lambda: ground.open(DocumentsUnitOfWork, OUTGOING),
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(printer, ground.clients),
        extras={"printer": printer},
    )
