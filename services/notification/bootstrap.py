"""Joins notification's rooms."""

from pathlib import Path

from chassis.service import Ground, Service
from services.notification.messaging.jobs import jobs_of
from services.notification.messaging.outgoing import OUTGOING
from services.notification.messaging.outgoing_http import PartnerHttp
from services.notification.messaging.partner_tests import partner_test_job
from services.notification.messaging.subscriptions import SUBSCRIPTIONS
from services.notification.messaging.webhook_delivery import webhook_job
from services.notification.storage.unit_of_work import NotificationUnitOfWork
from services.notification.web import BLUEPRINTS

ROOM = Path(__file__).parent


def build(ground: Ground) -> Service:
    """Notification on its ground."""
    settings = ground.settings

    def uow() -> NotificationUnitOfWork:
        return ground.open(NotificationUnitOfWork, OUTGOING, switched_off=settings.switched_off)

    partners = PartnerHttp(settings.partners, ca_file=settings.webhook_ca_file or None)
    return Service.on(
        ground,
        ROOM,
        uow=uow,
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=(
            *jobs_of(settings, uow, ground.clients, ground.clock, ground.keyring),
            webhook_job(uow, ground.keyring, partners),
            partner_test_job(uow),
        ),
        extras={"webhook_hosts": settings.partners},
    )
