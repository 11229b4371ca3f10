"""When a receiver first looked at what was handed over: one of the states of a delivery."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import insert_if_absent
from services.referral.storage.tables import openings


@dataclass(frozen=True)
class Opening:
    """``by``: the name at the door or of the account."""

    at: datetime
    by: str


@dataclass
class Openings:
    """First looks in one transaction; a file that was forwarded is opened at each desk anew."""

    connection: Connection

    def of(self, item_id: str, desk: str) -> Opening | None:
        """The first look of a desk; None while nobody there has opened it."""
        mine = openings.c.item_id == item_id, openings.c.desk == desk
        row = self.connection.execute(sa.select(openings.c.at, openings.c.by).where(*mine)).first()
        return Opening(*row) if row else None

    def note(self, item_id: str, desk: str, opening: Opening) -> None:
        """Keep the first look; a later one changes nothing."""
        values = {"item_id": item_id, "desk": desk, **vars(opening)}
        insert_if_absent(self.connection, openings, values)
