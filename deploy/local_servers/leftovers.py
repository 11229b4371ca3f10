"""Server processes that run in a folder, whoever started them.

Two servers on one disk would ruin it. A launcher that was killed cannot stop its server, so the
next start looks here first.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
# Somebody's shell may stand in the folder as well: it is none of our business.
_PROGRAMS = {
    "postgres",
    "rabbitmq-server",
    "beam.smp",
    "erl_child_setup",
    "inet_gethost",
}


def processes_in(folder: Path) -> list[int]:
    """Ids of the servers' processes whose working directory is ``folder`` or below it."""
    place = folder.resolve()
    found = []
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            try:
                where = (entry / "cwd").readlink()
                program = (entry / "comm").read_text().strip()
            except OSError:  # gone meanwhile, a zombie, or another user's
                continue
            if program in _PROGRAMS and where.is_relative_to(place):
                found.append(int(entry.name))
    return found


def end_processes_in(folder: Path, number: signal.Signals, patience: float) -> None:
    """Ask those to end that no other of them watches over; kill what is left after ``patience``.

    ``number``: the signal that the server takes for a clean stop.
    """
    alive = processes_in(folder)
    for pid in [pid for pid in alive if _parent(pid) not in alive]:
        _signal(pid, number)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and processes_in(folder):
        time.sleep(0.05)
    kill_processes_in(folder)


def kill_processes_in(folder: Path) -> None:
    """kill -9 until none is left: one may have started another meanwhile."""
    while alive := processes_in(folder):
        for pid in alive:
            _signal(pid, signal.SIGKILL)
        time.sleep(0.01)


def _parent(pid: int) -> int:
    """0 when the process is gone."""
    try:
        # The name, in brackets, may hold anything; the parent's id is the second word after it.
        return int((_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
