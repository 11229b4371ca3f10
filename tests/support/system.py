"""A whole system in processes of its own, which a test may kill."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

from deploy.demo.mailbox import Mailbox
from deploy.demo.performance import PASSWORD, START_SECONDS
from deploy.embedded import answers
from deploy.free_port import free_port
from deploy.supervisor import python_command


class System:
    """``mode``: ``serve`` or ``run-production``. A killed launcher is started again, as systemd would."""

    def __init__(self, data: Path, mailbox: Mailbox, mode: str, extra: Mapping[str, str]) -> None:
        self.data = data
        self._mode = mode
        bind = f"127.0.0.1:{free_port()}"
        self.url = f"http://{bind}"
        self._environment = dict(os.environ) | {
            "HUHANG_DATA": str(data),
            "HUHANG_BIND": bind,
            "HUHANG_PUBLIC_URL": self.url,
            "HUHANG_SMTP_URL": mailbox.url,
            "HUHANG_DEMO_PASSWORD": PASSWORD,
            "HUHANG_LOG_LEVEL": "WARNING",
            **extra,
        }
        self._launcher: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_failure: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Start and wait until it answers."""
        with (self.data / "system.log").open("ab") as log:
            self._launcher = subprocess.Popen(
                python_command("-m", "deploy.cli", self._mode),
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        assert answers(self.url, patience=START_SECONDS), (self.data / "system.log").read_text()
        return self

    def stop(self) -> None:
        if self._launcher is not None and self._launcher.poll() is None:
            self._launcher.send_signal(signal.SIGTERM)
            self._launcher.wait(60)

    def processes(self) -> list[int]:
        """The launcher and all below it that are ours: no database server, no broker."""
        if self._launcher is None or self._launcher.poll() is not None:
            return []
        found, waiting = [], [self._launcher.pid]
        while waiting:
            pid = waiting.pop()
            if b"python" in _command(pid):
                found.append(pid)
                waiting += _children(pid)
        return found

    def kill(self, pid: int) -> None:
        """kill -9; the launcher is started again when it was the one."""
        os.kill(pid, signal.SIGKILL)
        if self._launcher is not None and pid == self._launcher.pid:
            self._launcher.wait()
            time.sleep(2.0)
            self.start()


class Nemesis(threading.Thread):
    """Kills ``most`` processes, one after another, at random moments, reproducibly by its seed.

    Then it rests: who is killed ever sooner than he can start on a busy machine never does his work.
    """

    def __init__(
        self, system: System, seed: int, most: int, pause: Callable[[random.Random], float]
    ) -> None:
        super().__init__(name="nemesis", daemon=True)
        self._system = system
        self._random = random.Random(seed)  # noqa: S311 - a schedule, not a secret
        self._pause = pause
        self._most = most
        self._over = threading.Event()
        self.kills = 0

    def run(self) -> None:
        while self.kills < self._most and not self._over.wait(self._pause(self._random)):
            processes = self._system.processes()
            if processes:
                self._system.kill(self._random.choice(processes))
                self.kills += 1

    def rest(self) -> None:
        self._over.set()
        self.join()


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(each) for each in path.read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
    except OSError:
        return b""
