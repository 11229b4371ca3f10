"""The timeline of a matter: every event of every service about it, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import insert_if_absent
from chassis.messages import Envelope
from services.intake.storage.tables import timeline


@dataclass(frozen=True)
class Entry:
    """One entry: which event, when, who, and the facts for its sentence."""

    event_id: str
    at: datetime
    type: str
    actor_role: str
    actor_id: str
    data: Mapping[str, Any]


class Timeline:
    """The timelines in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, envelope: Envelope, receipt_no: str) -> None:
        """Note an event; noting it again changes nothing."""
        row = {
            "event_id": envelope.id,
            "receipt_no": receipt_no,
            "at": envelope.time,
            "type": envelope.type,
            "actor_role": envelope.actor.role,
            "actor_id": envelope.actor.id,
            "data": dict(envelope.data),
        }
        insert_if_absent(self._connection, timeline, row)

    def has_act_of(self, actor_id: str, receipt_no: str, *, after: datetime) -> bool:
        """Whether somebody has done anything with a matter after an instant."""
        query = sa.select(timeline.c.event_id).where(
            timeline.c.receipt_no == receipt_no,
            timeline.c.at > after,
            timeline.c.actor_id == actor_id,
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def of(self, receipt_no: str) -> list[Entry]:
        """Everything about a matter, oldest first."""
        rows = self._connection.execute(
            sa.select(timeline)
            .where(timeline.c.receipt_no == receipt_no)
            .order_by(timeline.c.at, timeline.c.event_id)
        )
        return [Entry(r.event_id, r.at, r.type, r.actor_role, r.actor_id, r.data) for r in rows]
