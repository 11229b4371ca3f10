"""What happens inside documents."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Issued:
    """A paper got its number and was stored."""

    on: date


@dataclass(frozen=True)
class Withdrawn:
    """A paper was declared invalid; it stays on file."""

    on: date
