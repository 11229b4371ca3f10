"""Partner systems that are told of events by HTTP: thin, signed, retried, and on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.errors import WrongState

WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"
SECRET_PREFIX = "whsec_"  # noqa: S105 - how partners tell a secret
TEST_TYPE = "huhang.webhook.test"
MOST_TRIES_KEPT = 20


@dataclass(kw_only=True)
class Endpoint:
    """Where a partner listens, and to what. ``sealed_secret``: opened only to sign."""

    id: str
    name: str
    url: str
    types: list[str]
    sealed_secret: str
    created_at: datetime
    created_by: str
    is_active: bool = True
    version: int = 0
    events: list[object] = field(default_factory=list)

    def wants(self, event_type: str) -> bool:
        return self.is_active and event_type in self.types


@dataclass(frozen=True)
class DeliveryTry:
    """One request: what the partner answered, or why there was no answer."""

    at: datetime
    result: str


@dataclass(kw_only=True)
class Delivery:
    """One event for one endpoint. ``body`` holds ids, dates and codes, never names or texts."""

    id: str
    endpoint_id: str
    event_id: str
    type: str
    body: Mapping[str, Any]
    created_at: datetime
    state: str = WAITING
    tries: list[DeliveryTry] = field(default_factory=list)
    resent: int = 0
    version: int = 0
    events: list[object] = field(default_factory=list)

    def answered(self, at: datetime, result: str, *, state: str) -> None:
        """Note what came of a try."""
        self.state = state
        self.tries = [*self.tries, DeliveryTry(at, result)][-MOST_TRIES_KEPT:]

    def resend(self) -> None:
        """Plan it again. Raises: WrongState while it waits."""
        if self.state == WAITING:
            raise WrongState(self.state, ())
        self.state = WAITING
        self.resent += 1
