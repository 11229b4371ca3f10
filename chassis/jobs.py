"""Work that is to be done later: once, at its time, however often a process dies.

One table serves legal alarms, messages to the outside and deliveries that must be tried again. A job
is leased, its slow or outside part runs without a transaction, and what it has to write is committed
together with the end of the job. A lease that runs out makes the job free again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import insert_if_absent, insert_those_absent
from chassis.ids import Ids
from chassis.schema import Instant, jobs

READY, RUNNING, DEAD = "ready", "running", "dead"
RETRY_DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600))


@dataclass(frozen=True, kw_only=True)
class Job:
    """One leased job. ``attempts`` counts this one; ``lease`` proves that it is still ours."""

    id: str
    kind: str
    key: str
    subject: str
    payload: Mapping[str, Any]
    attempts: int
    lease: str
    run_at: datetime


Finish = Callable[[Any], None]
"""What a job still has to write, given the unit of work in which the job ends."""


@dataclass(frozen=True)
class JobHandler:
    """``run(job)`` does the slow part and returns what is to be written, or None.

    ``in_order``: of the jobs about one subject, only the oldest that is not parked may run.
    """

    kind: str
    run: Callable[[Job], Finish | None]
    delays: tuple[timedelta, ...] = RETRY_DELAYS
    in_order: bool = False


class GiveUp(Exception):
    """No further try can help: the job is parked at once, with this as its reason."""


@dataclass(frozen=True)
class Planned:
    """One of several jobs that are planned together."""

    key: str
    payload: Mapping[str, Any]
    run_at: datetime


class Jobs:
    """The jobs of one transaction. ``due``: how many of those it planned may run at once."""

    def __init__(self, connection: Connection, clock: Clock, ids: Ids) -> None:
        self._connection = connection
        self._clock = clock
        self._ids = ids
        self.due = 0

    def add(
        self,
        kind: str,
        *,
        key: str,
        subject: str,
        payload: Mapping[str, Any] | None = None,
        run_at: datetime | None = None,
    ) -> bool:
        """Plan a job; False when one with this kind and key is planned already."""
        now = self._clock.now()
        row = self._row(kind, subject, Planned(key, payload or {}, run_at or now))
        added = insert_if_absent(self._connection, jobs, row)
        self.due += added and row["run_at"] <= now
        return added

    def add_all(self, kind: str, subject: str, planned: Sequence[Planned]) -> None:
        """Plan several jobs of one kind about one subject; those planned already stay."""
        now = self._clock.now()
        insert_those_absent(
            self._connection, jobs, [self._row(kind, subject, each) for each in planned]
        )
        self.due += sum(each.run_at <= now for each in planned)

    def _row(self, kind: str, subject: str, planned: Planned) -> dict[str, Any]:
        return {
            "id": self._ids.new(),
            "kind": kind,
            "key": planned.key,
            "subject": subject,
            "payload": dict(planned.payload),
            "state": READY,
            "run_at": planned.run_at,
            "attempts": 0,
            "created_at": self._clock.now(),
        }

    def park(self, kind: str, *, key: str, payload: Mapping[str, Any], reason: str) -> bool:
        """Keep something for a person to decide about; it is run when it is redriven."""
        added = self.add(kind, key=key, subject="", payload=payload)
        if added:
            mine = sa.and_(jobs.c.kind == kind, jobs.c.key == key)
            parking = {"state": DEAD, "last_error": reason[:2000]}
            self._connection.execute(jobs.update().where(mine).values(parking))
        return added

    def subjects_waiting(self, kind: str) -> set[str]:
        """The subjects of all jobs of a kind that are neither done nor parked."""
        query = sa.select(jobs.c.subject).where(jobs.c.kind == kind, jobs.c.state != DEAD)
        return set(self._connection.execute(query.distinct()).scalars())

    def cancel(self, kind: str, subject: str, key_prefix: str = "") -> int:
        """Drop the planned jobs of a kind about a subject; returns how many there were."""
        return self._connection.execute(
            jobs.delete().where(
                jobs.c.kind == kind,
                jobs.c.subject == subject,
                jobs.c.key.startswith(key_prefix, autoescape=True),
                jobs.c.state != RUNNING,
            )
        ).rowcount

    def lease(self, kinds: Sequence[str], seconds: int, in_order: Sequence[str] = ()) -> Job | None:
        """Take the job that is due longest, also one whose lease has run out.

        ``in_order``: kinds of which a job waits for the older ones about its subject.
        """
        now = self._clock.now()
        taking = {
            "now": now,
            "new_lease": self._ids.new(),
            "until": now + timedelta(seconds=seconds),
        }
        statement = _lease_of(tuple(kinds), tuple(in_order))
        row = self._connection.execute(statement, taking).mappings().one_or_none()
        return Job(**row) if row else None

    def done(self, job: Job) -> bool:
        """End a job; False when the lease was lost, and then nothing may be committed."""
        return self._connection.execute(jobs.delete().where(_still_ours(job))).rowcount == 1

    def failed(self, job: Job, error: str, delays: tuple[timedelta, ...]) -> None:
        """Plan the next try, or park the job when there is none left."""
        again = job.attempts <= len(delays)
        values: dict[str, Any] = {"lease": None, "leased_until": None, "last_error": error[:2000]}
        if again:
            values |= {"state": READY, "run_at": self._clock.now() + delays[job.attempts - 1]}
        else:
            values |= {"state": DEAD}
        self._connection.execute(jobs.update().where(_still_ours(job)).values(values))

    def redrive(self, job_id: str | None = None) -> int:
        """Free parked jobs, all or one, for a new series of tries; returns how many."""
        query = jobs.update().where(jobs.c.state == DEAD)
        if job_id:
            query = query.where(jobs.c.id == job_id)
        freed = self._connection.execute(
            query.values(state=READY, attempts=0, run_at=self._clock.now())
        ).rowcount
        self.due += freed
        return freed


@cache
def _lease_of(kinds: tuple[str, ...], in_order: tuple[str, ...]) -> sa.Executable:
    # One statement, made once: of what a short job costs, taking it is a good part.
    now = sa.bindparam("now", type_=Instant)
    due = sa.or_(
        sa.and_(jobs.c.state == READY, jobs.c.run_at <= now),
        sa.and_(jobs.c.state == RUNNING, jobs.c.leased_until <= now),
    )
    next_one = (
        sa.select(jobs.c.id)
        .where(due, jobs.c.kind.in_(kinds))
        .where(sa.or_(jobs.c.kind.not_in(in_order), ~_older_waits()))
        .order_by(jobs.c.run_at, jobs.c.created_at, jobs.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = {
        "state": RUNNING,
        "attempts": jobs.c.attempts + 1,
        "lease": sa.bindparam("new_lease"),
        "leased_until": sa.bindparam("until", type_=Instant),
    }
    update = jobs.update().where(jobs.c.id == next_one.scalar_subquery()).values(taken)
    return update.returning(*(jobs.c[field.name] for field in fields(Job)))


def _older_waits() -> sa.Exists:
    older = jobs.alias("older")
    return (
        sa.select(1)
        .where(older.c.kind == jobs.c.kind, older.c.subject == jobs.c.subject)
        .where(older.c.created_at < jobs.c.created_at, older.c.state != DEAD)
        .correlate(jobs)
        .exists()
    )


def _still_ours(job: Job) -> sa.ColumnElement[bool]:
    return sa.and_(jobs.c.id == job.id, jobs.c.lease == job.lease)


@dataclass(frozen=True)
class Parked:
    """A job that is not tried any more, as an administrator sees it: no payload."""

    id: str
    kind: str
    subject: str
    attempts: int
    last_error: str
    created_at: datetime


def parked(connection: Connection, limit: int = 200) -> list[Parked]:
    """The parked jobs, oldest first."""
    rows = connection.execute(
        sa.select(jobs).where(jobs.c.state == DEAD).order_by(jobs.c.created_at).limit(limit)
    )
    return [
        Parked(row.id, row.kind, row.subject, row.attempts, row.last_error or "", row.created_at)
        for row in rows
    ]


def is_parked(connection: Connection, kind: str) -> bool:
    """True when a job of this kind waits for a person."""
    found = sa.select(1).where(jobs.c.kind == kind, jobs.c.state == DEAD).limit(1)
    return connection.execute(found).first() is not None
