"""When operators are away from the telephone (小休)."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import insert_if_absent
from services.intake.domain.shift import Break
from services.intake.storage.tables import breaks

_b = breaks.c


@dataclass
class Breaks:
    """The breaks of all operators in one transaction."""

    connection: Connection

    def begin(self, break_id: str, operator: str, at: datetime) -> None:
        """Somebody goes; who is away already stays away since then."""
        values = {"id": break_id, "operator": operator, "began_at": at, "ended_at": None}
        insert_if_absent(self.connection, breaks, values)

    def end(self, operator: str, at: datetime) -> None:
        """Somebody is back; who was not away is here as before."""
        running = breaks.update().where(_b.operator == operator, _b.ended_at.is_(None))
        self.connection.execute(running.values(ended_at=at))


def away_since(connection: Connection, operator: str) -> datetime | None:
    """Since when an operator is away; None for one who is here."""
    query = sa.select(_b.began_at).where(_b.operator == operator, _b.ended_at.is_(None))
    found: datetime | None = connection.execute(query).scalar()
    return found


def breaks_between(connection: Connection, since: datetime, until: datetime) -> list[Break]:
    """The breaks that began in a stretch of time, oldest first."""
    query = (
        sa.select(_b.operator, _b.began_at, _b.ended_at)
        .where(_b.began_at >= since, _b.began_at < until)
        .order_by(_b.began_at)
    )
    return [Break(*row) for row in connection.execute(query)]
