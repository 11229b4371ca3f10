"""A load of requests, bounded in number and time, and what came of it."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Send = Callable[[http.client.HTTPConnection], int]
"""Sends one request on a connection and returns the status."""


@dataclass(frozen=True)
class Figures:
    """Requests per second, and times to answer in milliseconds."""

    rate: float
    p50: float
    p99: float
    failed: int


def load(address: str, send: Send, *, concurrency: int, seconds: float) -> Figures:
    """Keep ``concurrency`` connections busy for ``seconds``."""
    times: list[float] = []
    failed = [0]
    deadline = time.perf_counter() + seconds

    def work() -> None:
        connection = http.client.HTTPConnection(address, timeout=20)
        while time.perf_counter() < deadline:
            began = time.perf_counter()
            if send(connection) >= 300:
                failed[0] += 1
            times.append(time.perf_counter() - began)
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Figures(
        len(times) / (time.perf_counter() - began), *percentiles(times), failed=failed[0]
    )


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return statistics.median(ordered) * 1000, last * 1000


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Median with minimum and maximum."""
    middle = statistics.median(values)
    return f"{middle:.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"
