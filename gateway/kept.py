"""Something read from a service and kept for a while; the last copy still serves when it is away."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from chassis.errors import Unavailable

T = TypeVar("T")


class Kept(Generic[T]):
    """One copy, renewed when it is older than ``seconds``."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._now = now
        self._copy: tuple[float, T] | None = None

    def get(self, read: Callable[[], T]) -> T:
        """The copy, read anew if need be. Raises: Unavailable when it was never read."""
        if self._copy is not None and self._now() - self._copy[0] < self._seconds:
            return self._copy[1]
        try:
            value = read()
        except Unavailable:
            if self._copy is None:
                raise
            return self._copy[1]
        self._copy = (self._now(), value)
        return value
