"""Messages between the centre and citizens."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.ids import Ids
from services.intake.storage.tables import messages

CENTRE, CITIZEN = "centre", "citizen"


@dataclass(frozen=True)
class Message:
    """One message. ``author_id`` is for the staff alone."""

    id: str
    at: datetime
    side: str
    author_id: str
    words: str


class Messages:
    """The messages in one transaction."""

    def __init__(self, connection: Connection, clock: Clock, ids: Ids, author_id: str) -> None:
        self._connection = connection
        self._clock = clock
        self._ids = ids
        self._author_id = author_id

    def add(self, receipt_no: str, side: str, words: str) -> None:
        """Keep a message, of whoever acts in this transaction."""
        row = {
            "id": self._ids.new(),
            "receipt_no": receipt_no,
            "at": self._clock.now(),
            "side": side,
            "author_id": self._author_id,
            "words": words,
        }
        self._connection.execute(messages.insert(), row)


def messages_of(connection: Connection, receipt_no: str) -> list[Message]:
    """All messages about a matter, oldest first."""
    rows = connection.execute(
        sa.select(messages)
        .where(messages.c.receipt_no == receipt_no)
        .order_by(messages.c.at, messages.c.id)
    )
    return [Message(r.id, r.at, r.side, r.author_id, r.words) for r in rows]
