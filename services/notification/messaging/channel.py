"""What every way to a reader has in common: something is written, handed over, and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.notification.domain.notice import Notice


class Failure(Exception):
    """A message was not taken. The text begins with a code and names no address."""


class TemporaryFailure(Failure):
    """Not now: try again later."""


class PermanentFailure(Failure):
    """Never like this: the address or the message is refused."""


class UncertainFailure(Failure):
    """It was handed over and no answer came: it may have arrived."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A notice as it is handed over to one person. ``sha256`` is that of ``content``; ``text``: the words
    for the record, without what lets its reader in."""

    notice_id: str
    address: str
    masked: str
    content: bytes
    sha256: str
    text: str


class Channel(Protocol):
    """A way to a reader."""

    def write(self, notice: Notice, person: Mapping[str, Any]) -> Message | None:
        """The message for a person; None when the person left no address for this channel.

        Raises: PermanentFailure when no message can be made.
        """

    def deliver(self, messages: Sequence[Message]) -> list[Failure | None]:
        """Hand messages over; for each what went wrong, or None when it was taken."""
