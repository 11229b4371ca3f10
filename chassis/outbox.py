"""The outbox: an append-only log of events, written in the transaction that made them true.

Rows get a dense, immutable ``position`` in commit order. On SQLite there is one writer at a time, so
the position is given at once. On PostgreSQL identifiers become visible out of order; a row gets its
position only when no older transaction can still commit before it (``pg_snapshot_xmin``), and never
before an earlier event of the same subject.
"""

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from chassis.clock import Clock
from chassis.database import is_postgres
from chassis.ids import Ids
from chassis.messages import Actor, Envelope, Event, converter
from chassis.schema import feed_epoch, outbox
from chassis.tracing import current_traceparent

_SEQUENCER_LOCK = 0x6875_6861_6E67  # one number, known to every process of the database

# A bitmap scan would read all rows that wait, again for each portion; an index scan stops in time.
_BEGIN_SEQUENCING = sa.text(
    f"SELECT pg_try_advisory_xact_lock({_SEQUENCER_LOCK}), set_config('enable_bitmapscan', 'off', true)"
)
_GIVE_POSITIONS = sa.text(
    """
    WITH unsafe AS MATERIALIZED (
        SELECT row_id, subject FROM outbox
        WHERE position IS NULL AND xid >= (SELECT pg_snapshot_xmin(pg_current_snapshot()))),
    ready AS MATERIALIZED (
        SELECT row_id FROM outbox AS each
        WHERE position IS NULL AND xid < (SELECT pg_snapshot_xmin(pg_current_snapshot()))
          AND NOT EXISTS (
            SELECT 1 FROM unsafe
            WHERE unsafe.subject = each.subject AND unsafe.row_id < each.row_id)
        ORDER BY row_id LIMIT 2000),
    numbered AS (SELECT row_id, row_number() OVER (ORDER BY row_id) AS nth FROM ready),
    top AS (SELECT coalesce(max(position), 0) AS position FROM outbox)
    UPDATE outbox SET position = top.position + numbered.nth
    FROM numbered, top WHERE outbox.row_id = numbered.row_id
    """
)

_EVENTS_BEHIND = (
    sa.select(outbox.c.position, outbox.c.id, outbox.c.type, outbox.c.envelope)
    .where(outbox.c.position > sa.bindparam("after"))
    .order_by(outbox.c.position)
    .limit(sa.bindparam("limit"))
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
        if connection.execute(_BEGIN_SEQUENCING).scalars().first():
            connection.execute(_GIVE_POSITIONS)


def read_feed(connection: Connection, after: int, limit: int) -> list[dict[str, Any]]:
    """The envelopes behind position ``after`` as JSON objects, in order, at most ``limit``."""
    rows = events_behind(connection, after, limit)
    return [json.loads(row.envelope) | {"sequence": row.position} for row in rows]


def head_of_feed(connection: Connection) -> int:
    """The last position given; 0 for an empty feed."""
    return int(connection.execute(sa.select(sa.func.max(outbox.c.position))).scalar() or 0)


def epoch_of_feed(connection: Connection) -> str:
    """Changes when the producer's database is another one than before (a restored backup)."""
    return str(connection.execute(sa.select(feed_epoch.c.epoch)).scalar_one())


def events_behind(connection: Connection, after: int, limit: int) -> Sequence[Any]:
    """Rows behind position ``after``, in order, at most ``limit``: position, id, type, envelope."""
    return connection.execute(_EVENTS_BEHIND, {"after": after, "limit": limit}).all()
