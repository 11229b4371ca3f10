"""How often one source may do what costs us or others something. Counted within this process.

Nothing else is needed for it to hold, so it cannot fail open.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_REMEMBERED = 20_000


@dataclass(frozen=True)
class Verdict:
    """Whether a request may pass; ``retry_after`` in whole seconds when it may not."""

    passes: bool
    limit: int
    remaining: int
    retry_after: int


class Bucket:
    """Tokens for each source: ``count`` of them come back in ``seconds``; 0 is no limit."""

    def __init__(self, rate: str, now: Callable[[], float] = time.monotonic) -> None:
        count, _, seconds = rate.partition("/")
        self.limit = int(count)
        self._per_second = self.limit / int(seconds)
        self._now = now
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, source: str) -> Verdict:
        """Take one token of a source, if there is one."""
        if self.limit == 0:
            return Verdict(True, 0, 0, 0)
        with self._lock:
            now = self._now()
            level, at = self._levels.pop(source, (float(self.limit), now))
            level = min(float(self.limit), level + (now - at) * self._per_second)
            passes = level >= 1
            level -= passes
            self._levels[source] = (level, now)
            if len(self._levels) > _REMEMBERED:
                self._levels.popitem(last=False)
        wait = 0 if passes else math.ceil((1 - level) / self._per_second)
        return Verdict(passes, self.limit, int(level), wait)


class RateLimits:
    """One bucket for each class of request."""

    def __init__(self, rates: Mapping[str, str]) -> None:
        self._buckets = {name: Bucket(rate) for name, rate in rates.items()}

    def take(self, name: str, source: str) -> Verdict:
        return self._buckets[name].take(source)
