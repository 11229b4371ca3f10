"""Telling partner systems: who is told of an event, with what, and again when somebody asks."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from chassis.messages import Envelope
from lawbook.presentation import instant
from services.notification.domain.notice import Notice
from services.notification.domain.rules import PORTAL
from services.notification.domain.webhook import (
    DELIVERED,
    SECRET_PREFIX,
    TEST_TYPE,
    Delivery,
    Endpoint,
)
from services.notification.storage.unit_of_work import NotificationUnitOfWork

DELIVER = "notification.webhook"
SWITCHED_OFF, ADMINISTRATOR = "notification.partner_switched_off", "administrator"
SEALED_FOR = "webhook"
"""Under which purpose the secrets of endpoints are sealed."""


def new_secret(random: str) -> str:
    """A secret as partners know it, from enough random text."""
    return SECRET_PREFIX + base64.b64encode(hashlib.sha256(random.encode()).digest()).decode()


def plan_deliveries(envelope: Envelope, uow: NotificationUnitOfWork) -> None:
    """One delivery for each endpoint that wants the event; thin: its data are ids, dates and codes."""
    for endpoint in uow.endpoints.wanting(envelope.type):
        body = {"type": envelope.type, "timestamp": instant(envelope.time), "data": envelope.data}
        _plan(endpoint, envelope.id, envelope.type, body, uow)


def plan_test(endpoint: Endpoint, uow: NotificationUnitOfWork) -> Delivery:
    """Something harmless, so that a partner sees whether it works."""
    event_id = uow.ids.new()
    body = {"type": TEST_TYPE, "timestamp": instant(uow.clock.now()), "data": {}}
    return _plan(endpoint, event_id, TEST_TYPE, body, uow)


def resend_delivery(delivery_id: str, uow: NotificationUnitOfWork) -> Delivery:
    """Deliver again, under the same id, so that a partner who had it can tell.

    Raises: NotFound; WrongState.
    """
    delivery = uow.deliveries.take(delivery_id)
    delivery.resend()
    uow.deliveries.save(delivery)
    uow.jobs.cancel(DELIVER, delivery.id)
    uow.jobs.add(DELIVER, key=f"{delivery.id}|{delivery.resent}", subject=delivery.id)
    return delivery


def note_answer(delivery_id: str, result: str, state: str, uow: NotificationUnitOfWork) -> None:
    """Write down what came of a try; an endpoint that fails for days is switched off, and that is told."""
    delivery = uow.deliveries.take(delivery_id)
    now = uow.clock.now()
    delivery.answered(now, result, state=state)
    uow.deliveries.save(delivery)
    endpoint = uow.endpoints.take(delivery.endpoint_id)
    if not endpoint.is_active or (state == DELIVERED and endpoint.failing_since is None):
        return
    if state == DELIVERED:
        endpoint.took()
    elif endpoint.failed(now):
        uow.notices.add(_switched_off(endpoint, uow))
    uow.endpoints.save(endpoint)


def _switched_off(endpoint: Endpoint, uow: NotificationUnitOfWork) -> Notice:
    """For the inbox of all administrators."""
    now = uow.clock.now()
    notice = Notice(
        id=uow.ids.new(),
        event_id=uow.ids.new(),
        event_type=SWITCHED_OFF,
        receipt_no="",
        audience=ADMINISTRATOR,
        template="partner_switched_off",
        owner="notification",
        data={"endpoint_id": endpoint.id, "name": endpoint.name},
        created_at=now,
        channel=PORTAL,
        slot=f"{ADMINISTRATOR}|partner_switched_off|{PORTAL}|0",
        reader=f"role:{ADMINISTRATOR}",
    )
    notice.in_portal(now)
    return notice


def _plan(
    endpoint: Endpoint,
    event_id: str,
    event_type: str,
    body: Mapping[str, Any],
    uow: NotificationUnitOfWork,
) -> Delivery:
    delivery = Delivery(
        id=uow.ids.new(),
        endpoint_id=endpoint.id,
        event_id=event_id,
        type=event_type,
        body=dict(body),
        created_at=uow.clock.now(),
    )
    uow.deliveries.add(delivery)
    uow.jobs.add(DELIVER, key=delivery.id, subject=delivery.id)
    return delivery
