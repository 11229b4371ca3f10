"""Second step of the machinery: how far the broker has confirmed is a cursor, no mark on each event."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

_KEEP_WHAT_IS_KNOWN = """
    INSERT INTO cursors (source, epoch, position)
    SELECT :service, epoch, coalesce(
        (SELECT min(position) - 1 FROM outbox WHERE published_at IS NULL),
        (SELECT max(position) FROM outbox), 0)
    FROM feed_epoch WHERE EXISTS (SELECT 1 FROM outbox)
"""
_MARK_AGAIN = """
    UPDATE outbox SET published_at = created_at
    WHERE position <= (SELECT position FROM cursors WHERE source = :service)
"""


def give_the_relay_a_cursor(service: str) -> None:
    """An event's row is written twice less, and has two indexes less to keep."""
    op.execute(sa.text(_KEEP_WHAT_IS_KNOWN).bindparams(service=service))
    op.drop_index("outbox_unpublished", "outbox")
    op.drop_index("ix_outbox_subject", "outbox")
    op.drop_column("outbox", "published_at")


def take_the_cursor_away(service: str) -> None:
    """The way back."""
    op.add_column("outbox", sa.Column("published_at", Instant))
    op.execute(sa.text(_MARK_AGAIN).bindparams(service=service))
    op.execute(sa.text("DELETE FROM cursors WHERE source = :service").bindparams(service=service))
    op.create_index("ix_outbox_subject", "outbox", ["subject"])
    op.execute("CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL")
