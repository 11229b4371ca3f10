"""The inbox: each handler takes each message once, however often it is delivered."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import insert_if_absent
from chassis.schema import inbox


class Inbox:
    """The inbox of one transaction: its rows are committed with the handler's effects."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def knows(self, message_id: str, handler: str) -> bool:
        """True when the handler has had this message."""
        row = sa.select(1).where(inbox.c.message_id == message_id, inbox.c.handler == handler)
        return self._connection.execute(row).first() is not None

    def claim(self, message_id: str, handler: str) -> bool:
        """True for the first to claim; False when the handler has had this message."""
        row = {"message_id": message_id, "handler": handler, "handled_at": self._clock.now()}
        return insert_if_absent(self._connection, inbox, row)
