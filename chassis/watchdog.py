"""Ends a process in which a thread hangs: nothing else helps, and being killed is safe.

A frozen broker, a socket that swallows everything or a handler that loops would otherwise stop a
service silently. Whatever supervises the process starts it anew.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

_log = logging.getLogger(__name__)


class Pulse:
    """How long a thread has been at one piece of work; ``limit`` seconds are too long.

    Use as a context around each piece of work, or ``beat()`` where it has no clear end.
    """

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._since: float | None = None

    def beat(self) -> None:
        self._since = time.monotonic()

    def rest(self) -> None:
        self._since = None

    def __enter__(self) -> None:
        self.beat()

    def __exit__(self, *_error: Any) -> None:
        self.rest()

    def is_stuck(self) -> bool:
        since = self._since
        return since is not None and time.monotonic() - since > self._limit


class Watchdog(threading.Thread):
    """Looks at some pulses; exit status 70 when one of them is stuck."""

    def __init__(
        self,
        pulses: Sequence[Pulse],
        *,
        every: float = 5.0,
        end: Callable[[int], None] = os._exit,
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._pulses = pulses
        self._every = every
        self._end = end
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.wait(self._every):
            if any(pulse.is_stuck() for pulse in self._pulses):
                _log.critical("thread_stuck")
                self._end(os.EX_SOFTWARE)
                return
