"""Answers that stay open to tell of news. Each holds a thread, so there are only so many at a time."""

import threading
from collections.abc import Callable, Iterator

RETRY_MILLISECONDS = 1000
_SECONDS = 25


class Streams:
    """How many answers may be held open; whoever finds no room asks again every second."""

    def __init__(self, most: int) -> None:
        self._room = threading.BoundedSemaphore(most) if most else None

    def enter(self) -> bool:
        """Whether there is room; who has entered must leave."""
        return self._room is not None and self._room.acquire(blocking=False)

    def leave(self) -> None:
        """Make room for another."""
        if self._room is not None:
            self._room.release()


def told(news: Callable[[], str], *, stays: bool) -> Iterator[str]:
    """Server-sent events: the news at once, and while the answer stays open whenever it changes."""
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    last, pause = None, threading.Event()
    for _second in range(_SECONDS if stays else 1):
        now = news()
        # A line of comment tells us whether anybody still listens.
        yield ": .\n\n" if now == last else f"event: waiting\ndata: {now}\n\n"
        last = now
        if stays:
            pause.wait(1.0)
