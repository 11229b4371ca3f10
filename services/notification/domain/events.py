"""What happens inside notification."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """A message left."""


@dataclass(frozen=True)
class Failed:
    """A message cannot be sent and will not be tried again by itself."""

    reason: str


@dataclass(frozen=True)
class Uncertain:
    """A message was handed over, and the answer never came: only a person may have it sent again."""

    reason: str
