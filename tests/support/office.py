"""One service alone: what every test of a single service does to it and asks it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from chassis.clock import FixedClock
from chassis.database import reading
from chassis.deliver import deliver, retrying
from chassis.ids import RandomIds
from chassis.job_runner import JobRunner
from chassis.messages import Actor, Envelope, converter
from chassis.outbox import give_positions
from chassis.service import Service
from chassis.waiting import Waiter
from tests.support.feeds import envelopes

_ids = RandomIds()


class ServiceAlone:
    """A service whose clock stands still until it is moved; other services are played by the test."""

    service: Service
    clock: FixedClock

    def hears(self, event: Any, *, times: int = 1, by: str = "officer") -> Envelope:
        """Another service's event arrives, perhaps more than once."""
        envelope = Envelope(
            id=_ids.new(),
            source="huhang/elsewhere",
            type=event.TYPE,
            subject=_ids.new(),
            subjectversion=1,
            time=self.clock.now(),
            actor=Actor(role=by, id=f"{by}:1"),
            data=converter.unstructure(event),
            traceparent="",
        )
        for _ in range(times):
            deliver(self.service, [envelope])
        return envelope

    def works(self) -> int:
        """Do every job that is due; returns how many there were."""
        runner = JobRunner(self.service, [*self.service.jobs, *retrying(self.service)], Waiter())
        done = 0
        while runner.run_next():
            done += 1
        return done

    def passes(self, **time: float) -> None:
        """Time goes by, and what falls due is done."""
        self.clock.advance(timedelta(**time))
        self.works()

    def feed(self) -> list[Envelope]:
        """Everything that the service has published, oldest first."""
        give_positions(self.service.engine)
        with reading(self.service.engine) as connection:
            return list(envelopes(connection, 0, 100_000))

    def said(self, kind: type[Any]) -> list[Any]:
        """The contract events of a kind that the service has published, oldest first."""
        return [converter.structure(e.data, kind) for e in self.feed() if e.type == kind.TYPE]

    def within(self, act: Callable[[Any], Any]) -> Any:
        """``act(uow)`` in a transaction of its own, committed."""
        with self.service.uow() as uow:
            result = act(uow)
            uow.commit()
        return result

    def close(self) -> None:
        self.service.engine.dispose()
