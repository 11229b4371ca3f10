"""Joins referral's rooms."""

from pathlib import Path

from chassis.service import Ground, Service
from services.referral.messaging.jobs import jobs_of
from services.referral.messaging.outgoing import OUTGOING
from services.referral.messaging.subscriptions import SUBSCRIPTIONS
from services.referral.storage.unit_of_work import ReferralUnitOfWork
from services.referral.web import BLUEPRINTS

ROOM = Path(__file__).parent


def build(ground: Ground) -> Service:
    """Referral on its ground."""
    return Service.on(
        ground,
        ROOM,
        uow=lambda: ground.open(ReferralUnitOfWork, OUTGOING),
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(ground.clients),
    )
