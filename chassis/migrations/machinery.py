"""The machinery's tables, for the first migration of each service."""

from alembic import op

from chassis.ids import RandomIds
from chassis.schema import feed_epoch, machinery


def create_machinery() -> None:
    """Outbox, inbox, jobs, cursors and idempotency keys, and the epoch of the feed."""
    connection = op.get_bind()
    machinery.create_all(connection)
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE outbox ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()")
        op.execute("CREATE INDEX outbox_unplaced ON outbox (row_id) WHERE position IS NULL")
    op.execute("CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL")
    connection.execute(feed_epoch.insert().values(epoch=RandomIds().new()))


def drop_machinery() -> None:
    """The way back."""
    machinery.drop_all(op.get_bind())
