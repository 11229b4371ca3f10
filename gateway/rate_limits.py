"""How often one source may do what costs us or others something. Counted within this process.

Nothing else is needed for it to hold, so it cannot fail open.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

_REMEMBERED = 20_000
WIDE = 10


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
    """For each class of request one bucket for each source, and one for each network.

    A network of many sources gets ``WIDE`` times as much, so that changing addresses within it helps nobody.
    """

    def __init__(self, rates: Mapping[str, str]) -> None:
        self._narrow = {name: Bucket(rate) for name, rate in rates.items()}
        self._wide = {name: Bucket(_widened(rate)) for name, rate in rates.items()}

    def take(self, name: str, source: str) -> Verdict:
        """Count a request of an address, or of anything else that can be named."""
        one, network = _places(source)
        narrow = self._narrow[name].take(one)
        if not (narrow.passes and network):
            return narrow
        wide = self._wide[name].take(network)
        return narrow if wide.passes else wide


def _widened(rate: str) -> str:
    count, _, seconds = rate.partition("/")
    return f"{int(count) * WIDE}/{seconds}"


def _places(source: str) -> tuple[str, str]:
    """Whom a source stands for, and the network around it; none for what is no address.

    Whoever has one address of IPv6 has the whole 64 bits behind it.
    """
    try:
        address = ip_address(source)
    except ValueError:
        return source, ""
    near, far = (64, 48) if address.version == 6 else (32, 24)
    one, network = (str(ip_network((address, size), strict=False)) for size in (near, far))
    return one, network
