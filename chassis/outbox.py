"""The outbox: an append-only log of events, written in the transaction that made them true.

Rows get a dense, immutable ``position`` in commit order. On SQLite there is one writer at a time, so
the position is given at once. On PostgreSQL identifiers become visible out of order; a row gets its
position only when no older transaction can still commit before it (``pg_snapshot_xmin``), and never
before an earlier event of the same subject.
"""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from chassis.clock import Clock
from chassis.database import is_postgres
from chassis.ids import Ids
from chassis.messages import Actor, Envelope, Event, converter
from chassis.schema import Instant, feed_epoch, outbox
from chassis.tracing import current_traceparent

_SEQUENCER_LOCK = 0x6875_6861_6E67  # one number, known to every process of the database

_GIVE_POSITIONS = sa.text(
    """
    WITH horizon AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS safe),
    ready AS (
        SELECT row_id, row_number() OVER (ORDER BY row_id) AS nth
        FROM outbox AS each, horizon
        WHERE position IS NULL AND xid < safe AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.subject = each.subject AND earlier.row_id < each.row_id
              AND earlier.position IS NULL AND earlier.xid >= safe)
        ORDER BY row_id LIMIT 2000),
    top AS (SELECT coalesce(max(position), 0) AS position FROM outbox)
    UPDATE outbox SET position = top.position + ready.nth
    FROM ready, top WHERE outbox.row_id = ready.row_id
    """
)

_INSERT = outbox.insert()
_INSERT_AT_ITS_POSITION = outbox.insert().values(
    position=sa.select(sa.func.coalesce(sa.func.max(outbox.c.position), 0) + 1).scalar_subquery()
)


class Outbox:
    """The outbox of one transaction."""

    def __init__(self, connection: Connection, service: str, clock: Clock, ids: Ids) -> None:
        self._connection = connection
        self._service = service
        self._clock = clock
        self._ids = ids
        self.written = 0

    def add(
        self, event: Event, *, subject: str, version: int, actor: Actor, causation: str = ""
    ) -> Envelope:
        """Append one contract event about ``subject`` (an aggregate's id) at its ``version``."""
        envelope = Envelope(
            id=self._ids.new(),
            source=f"huhang/{self._service}",
            type=event.TYPE,
            subject=subject,
            subjectversion=version,
            time=self._clock.now(),
            actor=actor,
            data=_plain(event),
            traceparent=current_traceparent(),
            causationid=causation,
            dataschema=f"urn:huhang:event:{event.TYPE}",
        )
        self._connection.execute(
            _INSERT if is_postgres(self._connection) else _INSERT_AT_ITS_POSITION,
            {
                "id": envelope.id,
                "type": envelope.type,
                "subject": subject,
                "envelope": envelope.to_json(),
                "created_at": envelope.time,
            },
        )
        self.written += 1
        return envelope


def _plain(event: Event) -> dict[str, Any]:
    if not dataclasses.is_dataclass(event):
        raise TypeError(f"{event!r} is no contract event")
    return dict(converter.unstructure(event))


def give_positions(engine: Engine) -> None:
    """Let every event that can no longer be overtaken into the feed. Cheap when there is none."""
    if not is_postgres(engine):
        return
    with engine.begin() as connection:
        lock = sa.select(sa.func.pg_try_advisory_xact_lock(_SEQUENCER_LOCK))
        if connection.execute(lock).scalar_one():
            connection.execute(_GIVE_POSITIONS)


def read_feed(connection: Connection, after: int, limit: int) -> list[dict[str, Any]]:
    """The envelopes behind position ``after`` as JSON objects, in order, at most ``limit``."""
    rows = connection.execute(
        sa.select(outbox.c.position, outbox.c.envelope)
        .where(outbox.c.position > after)
        .order_by(outbox.c.position)
        .limit(limit)
    )
    return [json.loads(row.envelope) | {"sequence": row.position} for row in rows]


def head_of_feed(connection: Connection) -> int:
    """The last position given; 0 for an empty feed."""
    return int(connection.execute(sa.select(sa.func.max(outbox.c.position))).scalar() or 0)


def epoch_of_feed(connection: Connection) -> str:
    """Changes when the producer's database is another one than before (a restored backup)."""
    return str(connection.execute(sa.select(feed_epoch.c.epoch)).scalar_one())


def unpublished(connection: Connection, after: int, limit: int) -> list[sa.Row[Any]]:
    """Rows behind ``after`` that the broker has not confirmed: position, id, type, envelope."""
    return list(
        connection.execute(
            sa.select(outbox.c.position, outbox.c.id, outbox.c.type, outbox.c.envelope)
            .where(outbox.c.published_at.is_(None), outbox.c.position > after)
            .order_by(outbox.c.position)
            .limit(limit)
        )
    )


def mark_published(connection: Connection, positions: Sequence[int], clock: Clock) -> None:
    """Remember that the broker has confirmed these: a hint for speed, never proof of delivery."""
    marking = outbox.update().values(published_at=clock.now())
    for first, last in _runs(sorted(positions)):
        connection.execute(marking.where(outbox.c.position.between(first, last)))


def _runs(ordered: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each series without a gap: what is confirmed is mostly one."""
    first = 0
    for nth, position in enumerate(ordered):
        if nth + 1 == len(ordered) or ordered[nth + 1] != position + 1:
            yield ordered[first], position
            first = nth + 1


def oldest_waiting_seconds(engine: Engine, clock: Clock) -> float:
    """Age of the oldest event that the broker has not confirmed; 0 when none waits."""
    with engine.connect() as connection:
        oldest = connection.execute(
            sa.select(sa.func.min(outbox.c.created_at, type_=Instant)).where(
                outbox.c.published_at.is_(None)
            )
        ).scalar()
    return (clock.now() - oldest).total_seconds() if oldest else 0.0
