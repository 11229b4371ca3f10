"""A speaker's or listener's worker as a process of its own, to be killed.

``python -m tests.support.speaking.process {speaker|listener} FOLDER DATABASE_URL BUS AMQP_URL``
"""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from chassis.messages import Envelope, handles
from chassis.unit_of_work import UnitOfWork
from chassis.worker import Worker
from tests.support.speaking.air import wakeup_on
from tests.support.speaking.services import SPEAKER, Ground, client_of, write_down
from tests.support.speaking.words import WordSaidV1
from tests.support.until import until

DEADLY = "deadly"


class WorkerProcess:
    """A worker that can be killed and started again."""

    def __init__(self, role: str, ground: Ground) -> None:
        self._arguments = [
            role,
            str(ground.folder),
            ground.database_url,
            ground.bus,
            ground.amqp_url,
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "WorkerProcess":
        """Start and wait until it listens to signals."""
        role, folder = self._arguments[0], Path(self._arguments[1])
        with (folder / f"{role}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", __name__, *self._arguments], stdout=log, stderr=log
            )
        self._process = process
        sign = folder / f"{process.pid}.ready"
        until(lambda: sign.exists() or self.has_died())
        assert sign.exists(), (folder / f"{role}.log").read_text()
        return self

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def has_died(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def stop(self) -> float:
        """Ask it to end; returns its exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(20)


@handles(WordSaidV1, name="listener.write_down")
def die_of_some_words(event: WordSaidV1, envelope: Envelope, uow: UnitOfWork) -> None:
    """Write words down; one of them kills the process in the middle of it."""
    write_down.handler(event, envelope, uow)
    if event.text == DEADLY:
        os._exit(1)


def main(role: str, folder: str, database_url: str, bus: str, amqp_url: str) -> None:
    ground = Ground(Path(folder), database_url, bus, amqp_url)
    speaker = ground.speaker()
    if role == SPEAKER:
        worker = Worker(speaker, {})
    else:
        listener = ground.listener(die_of_some_words, wakeup=wakeup_on(ground))
        # With two, a neighbour could be in hand as well, and would wait for its lease to run out.
        worker = Worker(listener, {SPEAKER: client_of(speaker)}, job_threads=1)
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: told_to_stop.set())
    worker.start()
    (ground.folder / f"{os.getpid()}.ready").touch()
    told_to_stop.wait()
    worker.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
