"""Runs jobs: takes them one by one, does the slow part, commits the end with the effects."""

import logging
import threading

from sqlalchemy.exc import DBAPIError

from chassis.database import single_statement
from chassis.jobs import GiveUp, Job, JobHandler, Jobs
from chassis.service import Service
from chassis.waiting import Waiter
from chassis.watchdog import Pulse

LEASE_SECONDS = 60
POLL_SECONDS = 1.0
BACKOFF_SECONDS = 2.0
_log = logging.getLogger(__name__)


class JobRunner(threading.Thread):
    """One thread of work; several may run, also in several processes."""

    def __init__(self, service: Service, handlers: list[JobHandler], waiter: Waiter) -> None:
        super().__init__(name=f"{service.name}-jobs", daemon=True)
        self._service = service
        self._handlers = {handler.kind: handler for handler in handlers}
        self._in_order = [handler.kind for handler in handlers if handler.in_order]
        self._waiter = waiter
        self._stopping = threading.Event()
        self.pulse = Pulse(limit=2 * LEASE_SECONDS)

    def stop(self) -> None:
        """Finish the job in hand, take no other."""
        self._stopping.set()
        self._waiter.wake()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self.pulse:
                    worked = self.run_next()
            except Exception as problem:
                _log.warning("jobs_interrupted", exc_info=problem)
                self._stopping.wait(BACKOFF_SECONDS)
                continue
            if not worked:
                self._waiter.wait(POLL_SECONDS)

    def run_next(self) -> bool:
        """Do the job that is due longest; False when none is due."""
        service = self._service
        with single_statement(service.engine) as connection:
            jobs = Jobs(connection, service.clock, service.ids)
            job = jobs.lease(list(self._handlers), LEASE_SECONDS, self._in_order)
        if job is None:
            return False
        handler = self._handlers[job.kind]
        if job.attempts > len(handler.delays) + 1:
            self._park(job, "the process died in every try")
        else:
            self._try(job, handler)
        return True

    def _try(self, job: Job, handler: JobHandler) -> None:
        try:
            finish = handler.run(job)
            with self._service.uow() as uow:
                if finish is not None:
                    finish(uow)
                if uow.jobs.done(job):
                    uow.commit()
        except GiveUp as reason:
            self._park(job, str(reason))
        except Exception as problem:
            _log.warning("job_failed", extra={"job_kind": job.kind}, exc_info=problem)
            with self._service.uow() as uow:
                uow.jobs.failed(job, _reason(problem), handler.delays)
                uow.commit()

    def _park(self, job: Job, reason: str) -> None:
        with self._service.uow() as uow:
            uow.jobs.failed(job, reason, ())
            uow.commit()


def _reason(problem: Exception) -> str:
    """What went wrong; a database would add the row that it went wrong with."""
    if isinstance(problem, DBAPIError):
        return f"{type(problem.orig).__name__} {getattr(problem.orig, 'sqlstate', '')}".strip()
    return repr(problem)
