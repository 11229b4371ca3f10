"""What a service is made of. Built by its ``bootstrap.py``, used by its web and worker processes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy.engine import Engine

from chassis.clock import Clock
from chassis.identity import Keyring
from chassis.ids import Ids
from chassis.jobs import JobHandler
from chassis.messages import Subscription
from chassis.service_client import ServiceClient
from chassis.unit_of_work import Outgoing, UnitOfWork
from chassis.wakeup import Wakeup

Reaches = Callable[[str, frozenset[str]], frozenset[str]]
"""``reaches(action, roles)``: which objects the roles may touch with an action."""
Kind = TypeVar("Kind", bound=UnitOfWork)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a service is given to stand on, the same for every service.

    ``producers``: services whose feeds it follows. ``readers``: who hears what it says (type →
    services). ``reaches``: the permission table, handed in because the chassis knows no roles.
    ``clients``: the services that it may ask.
    """

    name: str
    settings: Any
    engine: Engine
    clock: Clock
    ids: Ids
    keyring: Keyring
    reaches: Reaches
    wakeup: Wakeup = field(default_factory=Wakeup)
    clients: Mapping[str, ServiceClient] = field(default_factory=dict)
    producers: Sequence[str] = ()
    readers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def open(self, kind: Callable[..., Kind], outgoing: Outgoing, **own: Any) -> Kind:
        """A unit of work of the service's own kind. ``own``: what this kind takes besides."""
        return kind(
            self.engine,
            service=self.name,
            clock=self.clock,
            ids=self.ids,
            outgoing=outgoing,
            wakeup=self.wakeup,
            **own,
        )


@dataclass(frozen=True, kw_only=True)
class Service(Ground):
    """Everything that the processes of one service share. ``catalogue``: its ``messages.yaml``."""

    uow: Callable[[], UnitOfWork]
    catalogue: Path
    migrations: Path
    blueprints: Sequence[Any] = ()
    subscriptions: Sequence[Subscription] = ()
    jobs: Sequence[JobHandler] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def on(cls, ground: Ground, room: Path, **own: Any) -> Self:
        """A service on its ground, with the catalogue and the migrations of its room."""
        return cls(
            **vars(ground),
            catalogue=room / "web" / "messages.yaml",
            migrations=room / "storage" / "migrations",
            **own,
        )
