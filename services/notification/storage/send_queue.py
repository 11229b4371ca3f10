"""Many jobs of sending at once: claimed together, ended together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.jobs import READY, RUNNING, Job
from chassis.schema import jobs


class LeaseLost(Exception):
    """Somebody else has taken a job meanwhile: nothing of what was done may be written down."""


class SendQueue:
    """The jobs that wait beside one that was leased, in its transaction."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def claim_beside(self, first: Job, most: int) -> list[Job]:
        """Lease further jobs of the kind of ``first`` that are due, under its lease."""
        now = self._clock.now()
        free = sa.and_(jobs.c.state == READY, jobs.c.run_at <= now)
        abandoned = sa.and_(jobs.c.state == RUNNING, jobs.c.leased_until <= now)
        rows = self._connection.execute(
            sa.select(jobs)
            .where(sa.or_(free, abandoned), jobs.c.kind == first.kind)
            .order_by(jobs.c.run_at, jobs.c.created_at, jobs.c.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        ).all()
        lease_of_first = sa.select(jobs.c.leased_until).where(jobs.c.id == first.id)
        self._connection.execute(
            jobs.update()
            .where(jobs.c.id.in_([row.id for row in rows]))
            .values(
                state=RUNNING,
                attempts=jobs.c.attempts + 1,
                lease=first.lease,
                leased_until=lease_of_first.scalar_subquery(),
            )
        )
        return [
            replace(
                first,
                id=row.id,
                key=row.key,
                subject=row.subject,
                payload=row.payload,
                attempts=row.attempts + 1,
                run_at=row.run_at,
            )
            for row in rows
        ]

    def end(self, ended: Sequence[Job]) -> None:
        """Take jobs off the list. Raises: LeaseLost."""
        self._all(jobs.delete(), ended)

    def give_back(self, unbegun: Sequence[Job]) -> None:
        """Let others do these at once; the try does not count. Raises: LeaseLost."""
        free = {"state": READY, "lease": None, "leased_until": None}
        self._all(jobs.update().values(attempts=jobs.c.attempts - 1, **free), unbegun)

    def repeat(self, job: Job, at: datetime) -> None:
        """Plan the same job for another time, as if it had never been tried. Raises: LeaseLost."""
        free = {"state": READY, "lease": None, "leased_until": None}
        self._all(jobs.update().values(attempts=0, run_at=at, **free), [job])

    def _all(self, statement: sa.Update | sa.Delete, mine: Sequence[Job]) -> None:
        if not mine:
            return
        ours = jobs.c.id.in_([job.id for job in mine]) & (jobs.c.lease == mine[0].lease)
        if self._connection.execute(statement.where(ours)).rowcount != len(mine):
            raise LeaseLost
