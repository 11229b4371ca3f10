"""Joins mediation's rooms."""

from pathlib import Path

from chassis.service import Ground, Service
from services.mediation.messaging.jobs import jobs_of
from services.mediation.messaging.outgoing import OUTGOING
from services.mediation.messaging.subscriptions import SUBSCRIPTIONS
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web import BLUEPRINTS

ROOM = Path(__file__).parent


def build(ground: Ground) -> Service:
    """Mediation on its ground."""

    def uow() -> MediationUnitOfWork:
        return ground.open(MediationUnitOfWork, OUTGOING)

    return Service.on(
        ground,
        ROOM,
        uow=uow,
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(ground.clients, lambda: uow().reading(), ground.settings.session_notice_days),
    )
