"""How far a feed was carried or read: one row for each source in the reader's own database.

A service's row for itself is its relay's: the broker has confirmed everything up to it.
"""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import upsert
from chassis.schema import Instant, cursors, outbox


def find_cursor(connection: Connection, source: str) -> tuple[str, int]:
    """The epoch of the feed of ``source`` and the position reached; ``("", 0)`` before the first."""
    row = connection.execute(sa.select(cursors).where(cursors.c.source == source)).one_or_none()
    return (row.epoch, row.position) if row else ("", 0)


def move_cursor(connection: Connection, source: str, epoch: str, position: int) -> None:
    """Remember that the feed of ``source`` is done up to ``position``."""
    values = {"epoch": epoch, "position": position}
    upsert(connection, cursors, {"source": source} | values, values)


def oldest_waiting_seconds(connection: Connection, service: str, clock: Clock) -> float:
    """Age of the oldest event of ``service`` that its relay has not carried; 0 when none waits."""
    carried = find_cursor(connection, service)[1]
    is_waiting = sa.or_(outbox.c.position > carried, outbox.c.position.is_(None))
    oldest = connection.execute(
        sa.select(sa.func.min(outbox.c.created_at, type_=Instant)).where(is_waiting)
    ).scalar()
    return (clock.now() - oldest).total_seconds() if oldest else 0.0
