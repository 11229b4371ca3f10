"""What a service is made of. Built by its ``bootstrap.py``, used by its web and worker processes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from chassis.clock import Clock
from chassis.identity import Keyring
from chassis.ids import Ids
from chassis.jobs import JobHandler
from chassis.messages import Subscription
from chassis.settings import CoreSettings
from chassis.unit_of_work import UnitOfWork

Reaches = Callable[[str, frozenset[str]], frozenset[str]]
"""``reaches(action, roles)``: which objects the roles may touch with an action."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """Everything that the processes of one service share.

    ``producers``: services whose feeds it follows. ``readers``: who hears what it says (type →
    services). ``catalogue``: its ``messages.yaml``. ``reaches``: the permission table, handed in
    because the chassis knows no roles.
    """

    name: str
    settings: CoreSettings
    engine: Engine
    clock: Clock
    ids: Ids
    keyring: Keyring
    uow: Callable[[], UnitOfWork]
    reaches: Reaches
    catalogue: Path
    migrations: Path
    blueprints: Sequence[Any] = ()
    subscriptions: Sequence[Subscription] = ()
    jobs: Sequence[JobHandler] = ()
    producers: Sequence[str] = ()
    readers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    extras: Mapping[str, Any] = field(default_factory=dict)
