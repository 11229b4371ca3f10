"""How long matters have taken."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.intake.domain.expecting import MOST
from services.intake.domain.kind import CLOSED, REFUSED
from services.intake.storage.tables import submissions

_t = submissions.c


def needed_lately(connection: Connection, kind: str) -> list[timedelta]:
    """From filing to the end, for the matters of a kind that ended last."""
    query = (
        sa.select(_t.filed_at, _t.ended_at)
        .where(_t.kind == kind, _t.ended_at.is_not(None), _t.status.in_((CLOSED, REFUSED)))
        .order_by(_t.ended_at.desc())
        .limit(MOST)
    )
    return [row.ended_at - row.filed_at for row in connection.execute(query)]
