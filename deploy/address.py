"""Where the portal listens, and where people find it."""

import errno
import socket
import time
from collections.abc import Callable

from chassis.settings import ConfigurationError

EVERYWHERE = frozenset({"", "0.0.0.0", "[::]"})  # noqa: S104 - recognised, not listened at
LETTING_GO_SECONDS = 25.0
"""Longer than a web process whose launcher was killed takes to finish what it has in hand."""


def address_of(bind: str) -> str:
    """Where people on this machine find a server that listens at ``bind``, such as 0.0.0.0:8000."""
    host, _colon, port = bind.rpartition(":")
    return f"http://127.0.0.1:{port}" if host in EVERYWHERE else f"http://{bind}"


def wait_until_free(bind: str, patience: float, say: Callable[[str], None]) -> None:
    """Return when one can listen at ``bind``; tell people at once that it is taken.

    Raises: ConfigurationError when nothing can listen there, at once or after ``patience`` seconds.
    """
    deadline = time.monotonic() + patience
    told = False
    while (problem := _problem_with(bind)) is not None:
        if problem.errno != errno.EADDRINUSE or time.monotonic() > deadline:
            reason = problem.strerror or "must look like 127.0.0.1:8000"
            raise ConfigurationError([f"HUHANG_BIND={bind} {reason}; name another"])
        if not told:
            say(f"{bind} is taken; waiting {patience:.0f} s for a portal that is just stopping")
            told = True
        time.sleep(0.1)


def _problem_with(bind: str) -> OSError | None:
    host, colon, port = bind.rpartition(":")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As gunicorn does: a port on which only closed connections linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            if not colon:
                raise ValueError(bind)
            probe.bind((host.strip("[]"), int(port)))
        except OSError as problem:
            return problem
        except (ValueError, OverflowError):
            return OSError()
    return None
