"""The unit of work: one transaction over aggregates, inbox, outbox and jobs. All of it, or nothing."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from sqlalchemy.engine import Connection, Engine

from chassis.clock import Clock
from chassis.database import READ_ONLY
from chassis.documents import Documents
from chassis.ids import Ids
from chassis.inbox import Inbox
from chassis.jobs import Jobs
from chassis.messages import Actor, Envelope, Event
from chassis.outbox import Outbox
from chassis.wakeup import News, Wakeup

Outgoing = Mapping[type[Any], Callable[[Any, Any], Event | None]]
"""Domain event → contract event; None keeps the event inside the service."""


class UnitOfWork:
    """One transaction, opened by whoever calls a use case: a request, a delivery or a job.

    Use cases never commit: they change aggregates and store them. The caller commits, and everything
    that was not committed is undone at the end of the ``with`` block.
    A service's subclass adds its repositories in ``_open_repositories``.
    """

    connection: Connection
    outbox: Outbox
    inbox: Inbox
    jobs: Jobs

    def __init__(
        self,
        engine: Engine,
        *,
        service: str,
        clock: Clock,
        ids: Ids,
        outgoing: Outgoing,
        wakeup: Wakeup,
    ) -> None:
        self._engine = engine
        self._service = service
        self.clock = clock
        self.ids = ids
        self._outgoing = outgoing
        self._wakeup = wakeup
        self.actor = Actor(role="service", id=f"service:{service}")
        self.causation = ""

    def reading(self) -> Self:
        """The same for a look without a change: on SQLite it waits for no writer."""
        self._engine = self._engine.execution_options(**{READ_ONLY: True})
        return self

    def __enter__(self) -> Self:
        self.connection = self._engine.connect()
        try:
            self._transaction = self.connection.begin()
        except BaseException:
            self.connection.close()
            raise
        self.outbox = Outbox(self.connection, self._service, self.clock, self.ids)
        self.inbox = Inbox(self.connection, self.clock)
        self.jobs = Jobs(self.connection, self.clock, self.ids)
        self._open_repositories()
        return self

    def _open_repositories(self) -> None:
        """Nothing in the chassis; each service opens its own."""

    def documents(self, repository: type[Documents[Any]]) -> Any:
        """A repository that takes part in this transaction."""
        return repository(self)

    def acting_as(self, actor: Actor, causation: str = "") -> Self:
        """Say who is behind what follows; ``causation`` is the event that led to it."""
        self.actor = actor
        self.causation = causation
        return self

    def publish(self, domain_event: Any, aggregate: Any) -> None:
        """Put the contract event that a domain event amounts to, if any, into the outbox."""
        event = self._outgoing[type(domain_event)](domain_event, aggregate)
        if event is not None:
            envelope = self.outbox.add(
                event,
                subject=aggregate.id,
                version=aggregate.version,
                actor=self.actor,
                causation=self.causation,
            )
            self._published(envelope)

    def _published(self, envelope: Envelope) -> None:
        """For a service that keeps a record of what it says; most do not."""

    def commit(self) -> None:
        """Make everything true at once, and wake those who wait for it."""
        written = {News.EVENTS: self.outbox.written, News.WORK: self.jobs.due}
        news = [each for each, count in written.items() if count]
        self._wakeup.within(self.connection, news)
        self._transaction.commit()
        self._wakeup.after_commit(news)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._transaction.is_active:
            self._transaction.rollback()
        self.connection.close()


UnitOfWorkFactory = Callable[[], UnitOfWork]
