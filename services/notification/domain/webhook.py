"""Partner systems that are told of events by HTTP: thin, signed, retried, and on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chassis.errors import WrongState

WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"
SECRET_PREFIX = "whsec_"  # noqa: S105 - how partners tell a secret
TEST_TYPE = "huhang.webhook.test"
MOST_TRIES_KEPT = 20
LONGEST_FAILING = timedelta(days=5)
"""Then nobody listens there any more, and an administrator has to look."""


@dataclass(kw_only=True)
class Endpoint:
    """Where a partner listens, and to what. ``sealed_secret``: opened only to sign.

    ``failing_since``: when the first of the tries failed that nothing successful has followed.
    """

    id: str
    name: str
    url: str
    types: list[str]
    sealed_secret: str
    created_at: datetime
    created_by: str
    is_active: bool = True
    failing_since: datetime | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def took(self) -> None:
        """Something arrived."""
        self.failing_since = None

    def failed(self, at: datetime) -> bool:
        """Something did not arrive. True when that has gone on for too long: it is switched off."""
        self.failing_since = self.failing_since or at
        is_over = self.is_active and at - self.failing_since >= LONGEST_FAILING
        if is_over:
            self.is_active = False
        return is_over

    def switch(self, *, is_active: bool) -> None:
        """On or off, by a person; who switches it on gives it all the time again."""
        self.is_active, self.failing_since = is_active, None

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
