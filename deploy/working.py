"""Worker processes: of one service (production) or of all (embedded)."""

import signal
import threading
from typing import Any

from chassis import logs
from chassis.settings import CoreSettings, load_settings
from deploy import composition


def run_all() -> None:
    """The workers of all services in this process."""
    settings = load_settings(CoreSettings)
    logs.configure("worker", settings.log_level)
    household = composition.Household(settings)
    _run(
        [
            composition.create_worker(service, household.clients_of(name))
            for name, service in household.services.items()
        ]
    )


def run_one(name: str) -> None:
    """The worker of one service; its peers are reached over HTTP."""
    settings = load_settings(CoreSettings)
    logs.configure(f"{name}-worker", settings.log_level)
    clients = composition.clients_over_http(name, settings)
    _run([composition.create_worker(composition.build_service(name, clients), clients)])


def _run(workers: list[Any]) -> None:
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: told_to_stop.set())
    for worker in workers:
        worker.start()
    told_to_stop.wait()
    for worker in workers:
        worker.stop()
