"""Feeds read as the objects that they hold."""

from sqlalchemy.engine import Connection

from chassis.messages import Envelope
from chassis.outbox import read_feed


def envelopes(connection: Connection, after: int, limit: int) -> list[Envelope]:
    """The events behind position ``after``."""
    return [Envelope.from_mapping(each) for each in read_feed(connection, after, limit)]
