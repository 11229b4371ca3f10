"""Delivery: a batch of events in one transaction, each handler at most once, poison put aside.

What happens on a repeat: the inbox knows it, nothing. On a failing handler: only its own effects are
undone, and the delivery becomes a job that is tried again with growing delay and then parked. On an
unreadable message: it is parked at once. When the database is away: an error, and the bus must not
acknowledge.
"""

import base64
import logging
from collections.abc import Callable, Iterable

from chassis.jobs import Finish, Job, JobHandler
from chassis.messages import Envelope, Subscription, converter, decode
from chassis.service import Service
from chassis.tracing import begin_span
from chassis.unit_of_work import UnitOfWork

RETRY, UNREADABLE = "inbox.retry", "inbox.unreadable"
_log = logging.getLogger(__name__)


def deliver(
    service: Service,
    envelopes: Iterable[Envelope],
    also: Callable[[UnitOfWork], None] = lambda uow: None,
) -> None:
    """Handle a batch; ``also`` writes what must be committed with it, such as a cursor.

    Raises: whatever the database raises; then nothing of the batch has happened.
    """
    with service.uow() as uow:
        for envelope in envelopes:
            for subscription in _hearing(service, envelope.type):
                _try_once(uow, subscription, envelope)
        also(uow)
        uow.commit()


def _hearing(service: Service, event_type: str) -> list[Subscription]:
    return [each for each in service.subscriptions if each.type == event_type]


def _try_once(uow: UnitOfWork, subscription: Subscription, envelope: Envelope) -> None:
    savepoint = uow.connection.begin_nested()
    try:
        _handle(uow, subscription, envelope)
        savepoint.commit()
    except Exception as problem:
        if not savepoint.is_active or uow.connection.invalidated:
            raise
        savepoint.rollback()
        _log.warning("delivery_failed", exc_info=problem)
        uow.jobs.add(
            RETRY,
            key=f"{envelope.id}:{subscription.name}",
            subject=envelope.subject,
            payload={"envelope": converter.unstructure(envelope), "handler": subscription.name},
        )


def _handle(uow: UnitOfWork, subscription: Subscription, envelope: Envelope) -> None:
    if not uow.inbox.claim(envelope.id, subscription.name):
        return
    begin_span(envelope.traceparent)
    # The service acts; who caused it stands in the event that is named as the cause.
    uow.causation = envelope.id
    subscription.handler(decode(subscription.event_class, envelope), envelope, uow)


def park_unreadable(service: Service, body: bytes, reason: str, message_id: str) -> None:
    """Put aside what is no envelope, as it came; its content is never logged."""
    with service.uow() as uow:
        uow.jobs.add(
            UNREADABLE,
            key=message_id,
            subject="",
            payload={"body": base64.b64encode(body[:100_000]).decode(), "reason": reason},
        )
        uow.commit()


def retrying(service: Service) -> list[JobHandler]:
    """The job handlers behind failed deliveries."""

    def retry(job: Job) -> Finish:
        envelope = Envelope.from_mapping(job.payload["envelope"])
        [subscription] = _named(service, job.payload["handler"])
        return lambda uow: _handle(uow, subscription, envelope)

    def unreadable(job: Job) -> Finish:
        body = base64.b64decode(job.payload["body"])
        envelope = Envelope.from_json(body)

        def finish(uow: UnitOfWork) -> None:
            for subscription in _hearing(service, envelope.type):
                _handle(uow, subscription, envelope)

        return finish

    return [JobHandler(RETRY, retry), JobHandler(UNREADABLE, unreadable, delays=())]


def _named(service: Service, name: str) -> list[Subscription]:
    return [each for each in service.subscriptions if each.name == name]


def event_types(service: Service) -> list[str]:
    """Every event type that a service hears."""
    return sorted({each.type for each in service.subscriptions})
