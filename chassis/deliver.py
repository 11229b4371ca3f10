"""Delivery: a batch of events in one transaction, each handler at most once, poison put aside.

On a repeat: the inbox knows it, nothing happens. On a failing handler: only its own effects are
undone; the delivery becomes a job that is tried again with growing delay and then parked, and what
follows about the same subject waits behind it. On an unreadable message: it is parked at once. When
the database is away: an error, and the bus must not acknowledge. A message that may have killed the
process that had it before (a suspect) is not handled here but as a job, where tries are counted.
"""

import base64
import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from chassis.database import is_postgres
from chassis.jobs import Finish, Job, JobHandler
from chassis.messages import Envelope, Subscription, decode
from chassis.service import Service
from chassis.tracing import begin_span
from chassis.unit_of_work import UnitOfWork

RETRY, UNREADABLE = "inbox.retry", "inbox.unreadable"
_ONE_AT_A_TIME = 0x6465_6C69_7665
_LARGEST_KEPT = 256 * 1024
_log = logging.getLogger(__name__)

Attempt = Callable[[UnitOfWork, Callable[[], None]], bool]


def deliver(
    service: Service,
    envelopes: Iterable[Envelope],
    also: Callable[[UnitOfWork], None] = lambda uow: None,
    suspects: Collection[str] = frozenset(),
) -> None:
    """Handle a batch; ``also`` writes what must be committed with it, such as a cursor.

    ``suspects``: ids of the messages that somebody else had in hand and did not finish.
    Raises: whatever the database raises; then nothing of the batch has happened.
    """
    batch = list(envelopes)
    try:
        _deliver(service, batch, also, suspects, _done)
    except Exception:
        # Something in the batch is bad: once more, now each event by itself.
        _deliver(service, batch, also, suspects, _tried)


def _deliver(
    service: Service,
    batch: Sequence[Envelope],
    also: Callable[[UnitOfWork], None],
    suspects: Collection[str],
    attempt: Attempt,
) -> None:
    with service.uow() as uow:
        _wait_for_other_deliveries(uow)
        waiting = uow.jobs.subjects_waiting(RETRY)
        for envelope in batch:
            for subscription in _hearing(service, envelope.type):
                delivery = _Delivery(uow, subscription, envelope)
                held_back = envelope.subject in waiting or envelope.id in suspects
                if not delivery.settle(attempt, held_back):
                    waiting.add(envelope.subject)
        also(uow)
        uow.commit()


def _wait_for_other_deliveries(uow: UnitOfWork) -> None:
    # Bus and feed bring the same events; side by side their handlers could lock each other out.
    # On SQLite there is one writer anyway.
    if is_postgres(uow.connection):
        uow.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def _hearing(service: Service, event_type: str) -> list[Subscription]:
    return [each for each in service.subscriptions if each.type == event_type]


def _done(uow: UnitOfWork, act: Callable[[], None]) -> bool:
    act()
    return True


def _tried(uow: UnitOfWork, act: Callable[[], None]) -> bool:
    savepoint = uow.connection.begin_nested()
    try:
        act()
        savepoint.commit()
        return True
    except Exception as problem:
        if not savepoint.is_active or uow.connection.invalidated:
            raise
        savepoint.rollback()
        _log.warning("delivery_failed", exc_info=problem)
        return False


@dataclass(frozen=True)
class _Delivery:
    """One event for one handler."""

    uow: UnitOfWork
    subscription: Subscription
    envelope: Envelope

    def settle(self, attempt: Attempt, held_back: bool) -> bool:
        """True when the handler has had the event, now or before; False when a job will see to it."""
        if held_back:
            if self.uow.inbox.knows(self.envelope.id, self.subscription.name):
                return True
        elif attempt(self.uow, self.handle):
            return True
        if not attempt(self.uow, self.plan_retry):
            text = json.dumps(self.envelope.to_mapping())
            _park(self.uow, text.encode(), "can be neither handled nor planned")
        return False

    def handle(self) -> None:
        """Claim the event and let the handler write; nothing when it has had the event."""
        event, uow, subscription = self.envelope, self.uow, self.subscription
        if uow.inbox.claim(event.id, subscription.name):
            begin_span(event.traceparent)
            # The service acts; who caused it stands in the event that is named as the cause.
            uow.causation = event.id
            subscription.handler(decode(subscription.event_class, event), event, uow)

    def plan_retry(self) -> None:
        name, event = self.subscription.name, self.envelope
        self.uow.jobs.add(
            RETRY,
            key=f"{event.id}:{name}",
            subject=event.subject,
            payload={"envelope": event.to_mapping(), "handler": name},
        )


def park_unreadable(service: Service, body: bytes, reason: str) -> None:
    """Put aside what is no envelope, as it came (up to 256 KiB); its content is never logged."""
    with service.uow() as uow:
        _park(uow, body, reason)
        uow.commit()


def _park(uow: UnitOfWork, body: bytes, reason: str) -> None:
    _log.error("message_unreadable", extra={"reason": reason})
    kept = base64.b64encode(body[:_LARGEST_KEPT]).decode()
    key = hashlib.sha256(body).hexdigest()
    uow.jobs.park(UNREADABLE, key=key, payload={"body": kept}, reason=reason)


def retrying(service: Service) -> list[JobHandler]:
    """The job handlers behind failed deliveries."""

    def retry(job: Job) -> Finish:
        envelope = Envelope.from_mapping(job.payload["envelope"])
        [subscription] = _named(service, job.payload["handler"])
        return lambda uow: _Delivery(uow, subscription, envelope).handle()

    def unreadable(job: Job) -> Finish:
        body = base64.b64decode(job.payload["body"])
        envelope = Envelope.from_json(body)

        def finish(uow: UnitOfWork) -> None:
            for subscription in _hearing(service, envelope.type):
                _Delivery(uow, subscription, envelope).handle()

        return finish

    return [
        JobHandler(RETRY, retry, in_order=True),
        JobHandler(UNREADABLE, unreadable, delays=()),
    ]


def _named(service: Service, name: str) -> list[Subscription]:
    return [each for each in service.subscriptions if each.name == name]


def event_types(service: Service) -> list[str]:
    """Every event type that a service hears."""
    return sorted({each.type for each in service.subscriptions})
