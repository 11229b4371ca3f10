"""A service's work away from requests: events in and out, jobs, legal alarms."""

import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from chassis.bus.follower import Follower, starting_over
from chassis.deliver import retrying
from chassis.job_runner import JobRunner
from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.waiting import Listener, PostgresListener, SocketListener, Waiter
from chassis.wakeup import News
from chassis.watchdog import Pulse, Watchdog

STOP_SECONDS = 10.0
FEED_POLL_SECONDS = 1.0
SAFETY_NET_SECONDS = 60.0


class Stoppable(Protocol):
    """A thread that can be asked to end, and that shows whether it hangs."""

    pulse: Pulse

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def join(self, timeout: float | None = None) -> None: ...


class Worker:
    """All threads of one service. Stopping is polite; being killed is safe as well."""

    def __init__(
        self, service: Service, clients: Mapping[str, ServiceClient], *, job_threads: int = 2
    ) -> None:
        self._listener = _listener(service)
        handlers = [*service.jobs, *retrying(service), starting_over()]
        self._threads: list[Stoppable] = [
            JobRunner(service, handlers, self._listener.waiter(News.WORK))
            for _ in range(job_threads)
        ]
        uses_broker = service.settings.bus == "amqp"
        poll = SAFETY_NET_SECONDS if uses_broker else FEED_POLL_SECONDS
        # Behind a broker the feed is read from time to time; news must not wake it each time.
        waiters = {
            producer: Waiter() if uses_broker else self._listener.waiter(News.EVENTS)
            for producer in service.producers
        }
        self._threads += [
            Follower(service, clients[producer], waiter, poll)
            for producer, waiter in waiters.items()
        ]
        if uses_broker:
            self._threads += _broker_threads(service, self._listener, list(waiters.values()))
        self._watchdog = Watchdog([thread.pulse for thread in self._threads])

    def start(self) -> None:
        self._listener.start()
        for thread in self._threads:
            thread.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Let each thread end what it has in hand, together at most ten seconds."""
        for thread in self._threads:
            thread.stop()
        self._listener.stop()
        deadline = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._watchdog.stop()


def _listener(service: Service) -> Listener:
    url = service.settings.database_of(service.name)
    if url.startswith("postgresql"):
        return PostgresListener(service.name, url)
    return SocketListener(service.name, service.settings.data / "wakeup")


def _broker_threads(
    service: Service, listener: Listener, followers: Sequence[Waiter]
) -> list[Stoppable]:
    # Imported here: the embedded mode needs no AMQP library in memory.
    from chassis.bus.consumer import BusConsumer
    from chassis.bus.relay import Relay

    def look_at_feeds() -> None:
        for waiter in followers:
            waiter.wake()

    threads: list[Stoppable] = [Relay(service, listener.waiter(News.EVENTS))]
    if service.subscriptions:
        threads.append(BusConsumer(service, look_at_feeds))
    return threads
