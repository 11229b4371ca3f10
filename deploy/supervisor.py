"""A process tree that lives and dies together: starts children, restarts the dead, stops in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)
STOP_PATIENCE = 20.0
SETTLED_AFTER = 10.0
BEHIND_PEOPLE = 10
"""How far workers stand back: nobody waits for them as people wait for a page."""


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask the kernel to send this process a signal when its parent is gone, however it went."""
    _LIBC.prctl(PR_SET_PDEATHSIG, number)


@dataclass
class Child:
    """One supervised process. A child that dies soon after its start is restarted ever more slowly.

    ``waits_for``: is called once before the first start; it returns when the child may begin.
    ``nice``: how far it stands back when the processors are busy (0 to 19, as in nice(1)).
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay: float = field(default=0.0)
    not_before: float = field(default=0.0)
    waits_for: Callable[[], object] = field(default=lambda: None)
    nice: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            preexec_fn=self._settle_down,
            start_new_session=True,
        )

    def _settle_down(self) -> None:
        die_with_parent()
        os.nice(self.nice)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def plan_restart(self) -> None:
        """Say from when on a dead child may be started again."""
        settled = time.monotonic() - self.started_at > SETTLED_AFTER
        self.delay = 0.1 if settled or not self.delay else min(self.delay * 2, 5.0)
        self.not_before = time.monotonic() + self.delay
        self.process = None


class Supervisor:
    """Keeps its children running until it is told to stop (SIGINT or SIGTERM)."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None] = print) -> None:
        self.children = list(children)
        self._say = say
        self._stopping = False

    def run(self, when_started: Callable[[], None] = lambda: None) -> None:
        """Start all, call ``when_started``, watch until told to stop, then stop in reverse order."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told_to_stop)
        when_started()
        for child in self.children:
            child.waits_for()
            child.start()
        while not self._stopping:
            self._restart_the_dead()
            time.sleep(0.1)
        self._stop_all()

    def _told_to_stop(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _restart_the_dead(self) -> None:
        for child in self.children:
            if child.process is not None and not child.is_alive:
                self._say(f"{child.name} ended ({child.process.returncode}), starting it again")
                child.plan_restart()
            if child.process is None and time.monotonic() >= child.not_before:
                child.start()

    def _stop_all(self) -> None:
        for child in reversed(self.children):
            if child.is_alive and child.process is not None:
                child.process.terminate()
        deadline = time.monotonic() + STOP_PATIENCE
        for child in reversed(self.children):
            self._wait(child, deadline)

    def _wait(self, child: Child, deadline: float) -> None:
        if child.process is None:
            return
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._say(f"{child.name} did not stop in time and is killed")
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def python_command(*arguments: str) -> list[str]:
    """A command line that runs this Python with ``arguments``."""
    return [sys.executable, *arguments]
