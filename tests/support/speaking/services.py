"""Joins the parts of a speaker and of those who hear it."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from chassis.app_factory import create_service_app
from chassis.bus.cursor import find_cursor
from chassis.catalogue import CHASSIS_MESSAGES
from chassis.clock import Clock, FixedClock, SystemClock
from chassis.database import open_engine
from chassis.deliver import retrying
from chassis.identity import Keyring, TokenSigner
from chassis.ids import Ids, RandomIds
from chassis.job_runner import JobRunner
from chassis.jobs import JobHandler, Parked, parked
from chassis.messages import Actor, Envelope, Subscription, handles
from chassis.migrations import migrate
from chassis.outbox import give_positions
from chassis.schema import jobs, outbox
from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.settings import CoreSettings
from chassis.unit_of_work import UnitOfWork
from chassis.waiting import Waiter
from chassis.wakeup import Wakeup
from deploy.wsgi_transport import WsgiTransport
from tests.support.feeds import envelopes
from tests.support.speaking.words import WordSaidV1, heard

MIGRATIONS = Path(__file__).parent / "migrations"
SPEAKER, LISTENER = "speaker", "listener"
SOMEBODY = Actor("officer", "staff:zhangwei")
READERS = {WordSaidV1.TYPE: (LISTENER,)}


@handles(WordSaidV1, name="listener.write_down")
def write_down(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
    """Write a word into the table of what was heard."""
    row = {"message_id": envelope.id, "subject": envelope.subject, "text": event.text}
    uow.connection.execute(heard.insert().values(row))


@dataclass(frozen=True)
class Ground:
    """Where services stand: a folder, databases, a bus."""

    folder: Path
    database_url: str = "sqlite:///{data}/{service}.db"
    bus: str = "feed"
    amqp_url: str = ""
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)

    def build(self, name: str, *, wakeup: Wakeup | None = None, **parts: Any) -> Service:
        """A service with keys and a migrated database."""
        settings = CoreSettings(
            data=self.folder,
            database_url=self.database_url,
            bus=self.bus,
            amqp_url=self.amqp_url,
        )
        keyring = Keyring.create(settings.keys_folder, ["gateway", SPEAKER, LISTENER])
        url = settings.database_of(name)
        migrate(MIGRATIONS, url)
        engine = open_engine(url)
        return Service(
            name=name,
            settings=settings,
            engine=engine,
            clock=self.clock,
            ids=self.ids,
            keyring=keyring,
            uow=lambda: UnitOfWork(
                engine,
                service=name,
                clock=self.clock,
                ids=self.ids,
                outgoing={},
                wakeup=wakeup or Wakeup(),
            ),
            reaches=lambda action, roles: frozenset({"any"}) if "service" in roles else frozenset(),
            catalogue=CHASSIS_MESSAGES,
            migrations=MIGRATIONS,
            **parts,
        )

    def speaker(self, **parts: Any) -> Service:
        return self.build(SPEAKER, **({"readers": READERS} | parts))

    def listener(self, *subscriptions: Subscription, **parts: Any) -> Service:
        """A service that hears; without subscriptions of its own, it writes down every word."""
        parts = {"subscriptions": subscriptions or (write_down,), "producers": (SPEAKER,)} | parts
        return self.build(LISTENER, **parts)


def client_of(speaker: Service, caller: str = LISTENER) -> ServiceClient:
    """The way of ``caller`` to the real routes of a speaker, without a network."""
    signer = TokenSigner(caller, speaker.keyring, speaker.clock)
    return ServiceClient(speaker.name, WsgiTransport(create_service_app(speaker)), signer)


def say(speaker: Service, *words: str, subject: str = "case-1", event: Any = WordSaidV1) -> None:
    """Say words in one transaction."""
    with speaker.uow() as uow:
        for word in words:
            uow.outbox.add(event(word), subject=subject, version=1, actor=SOMEBODY)
        uow.commit()


def said(speaker: Service) -> list[Envelope]:
    """Everything that was said, in the order of the feed."""
    give_positions(speaker.engine)
    with speaker.engine.connect() as connection:
        return envelopes(connection, 0, 100_000)


def words_heard(listener: Service) -> list[str]:
    """The words in the order in which they were heard."""
    with listener.engine.connect() as connection:
        return list(connection.execute(sa.select(heard.c.text).order_by(heard.c.nth)).scalars())


def planned(service: Service) -> list[Any]:
    """All jobs that are not done."""
    with service.engine.connect() as connection:
        return list(connection.execute(sa.select(jobs).order_by(jobs.c.created_at, jobs.c.id)))


def parking_lot(service: Service) -> list[Parked]:
    with service.engine.connect() as connection:
        return parked(connection)


def unpublished_count(speaker: Service) -> int:
    """How many events the broker has not confirmed."""
    with speaker.engine.connect() as connection:
        carried = find_cursor(connection, speaker.name)[1]
        is_waiting = sa.or_(outbox.c.position > carried, outbox.c.position.is_(None))
        return int(connection.execute(sa.select(sa.func.count()).where(is_waiting)).scalar_one())


def runner(service: Service, *handlers: JobHandler) -> JobRunner:
    """A runner of the service's jobs, to be driven by hand."""
    return JobRunner(service, [*service.jobs, *retrying(service), *handlers], Waiter())


def run_due(service: Service, *handlers: JobHandler) -> int:
    """Run every job that is due; returns how many ran."""
    hand = runner(service, *handlers)
    return sum(1 for _ in iter(hand.run_next, False))


def moment(service: Service) -> FixedClock:
    """The clock of a service whose time stands still."""
    assert isinstance(service.clock, FixedClock)
    return service.clock


@contextlib.contextmanager
def closing(*services: Service) -> Iterator[None]:
    """Give the connections back at the end."""
    try:
        yield
    finally:
        for service in services:
            service.engine.dispose()


Handler = Callable[[Any, Envelope, UnitOfWork], None]
