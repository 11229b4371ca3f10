"""The inbox: each handler takes each message once, however often it is delivered."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import is_postgres
from chassis.schema import inbox


class Inbox:
    """The inbox of one transaction: its rows are committed with the handler's effects."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def claim(self, message_id: str, handler: str) -> bool:
        """True for the first to claim; False when the handler has had this message."""
        dialect = postgresql if is_postgres(self._connection) else sqlite
        insert = (
            dialect.insert(inbox)
            .values(message_id=message_id, handler=handler, handled_at=self._clock.now())
            .on_conflict_do_nothing()
        )
        return self._connection.execute(insert).rowcount == 1
