"""Waiting for something that other threads or processes bring about."""

import time
from collections.abc import Callable


def until(holds: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait until something holds; returns how many seconds it took. Fails when it never does."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, f"did not come true within {seconds} s"
        time.sleep(0.005)
    return time.monotonic() - began
