"""A notice: one message to one audience about one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.notification.domain.events import Failed, Sent

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
NO_ADDRESS, OVERTAKEN = "no_address", "overtaken"
PERMANENT = 500
"""From here on a mail server's answer is final (RFC 5321)."""


@dataclass(kw_only=True)
class Notice:
    """What is to be told; the address is asked for when it is sent, and never kept."""

    id: str
    event_id: str
    event_type: str
    receipt_no: str
    audience: str
    template: str
    owner: str
    data: Mapping[str, Any]
    created_at: datetime
    channel: str = "email"
    state: str = WAITING
    attempts: int = 0
    reason: str = ""
    sent_at: datetime | None = None
    version: int = 0
    events: list[object] = field(default_factory=list)

    def begin(self) -> None:
        """Note that a try begins; a crash after this leaves it visible."""
        self.state = SENDING
        self.attempts += 1

    def sent(self, at: datetime) -> None:
        self.state, self.sent_at, self.reason = SENT, at, ""
        self.events.append(Sent())

    def postponed(self, reason: str) -> None:
        """It did not work yet; another try is planned."""
        self.state, self.reason = WAITING, reason

    def failed(self, reason: str) -> None:
        """It will not work by itself; a person must see to it and may have it tried again."""
        self.state, self.reason = FAILED, reason
        self.events.append(Failed(reason))

    def without_address(self) -> None:
        """Nobody left an address: the notice must go on paper or by telephone."""
        self.state, self.reason = NO_ADDRESS, ""

    def overtaken(self) -> None:
        """Things went on before it left; telling it now would mislead."""
        self.state, self.reason = OVERTAKEN, ""

    def is_overtaken_by(self, facts: Mapping[str, Any]) -> bool:
        """True for news of a session that is not the one now planned: a later notice tells that."""
        told = self.data.get("session_id")
        return self.template == "session_scheduled" and facts.get("session_id") != told

    @property
    def is_done(self) -> bool:
        """A failed notice is not: whoever frees its job wants it sent."""
        return self.state in {SENT, NO_ADDRESS, OVERTAKEN}
