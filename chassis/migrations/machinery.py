"""The machinery's tables, for the first migration of each service.

Written out, not made from ``chassis.schema``: a history must do tomorrow what it does today. A test
holds the two together.
"""

import sqlalchemy as sa
from alembic import op

from chassis.ids import RandomIds
from chassis.schema import BIGKEY, JSON, Instant


def create_machinery() -> None:
    """Outbox, inbox, jobs, cursors and idempotency keys, and the epoch of the feed."""
    _create_outbox()
    op.create_table("feed_epoch", sa.Column("epoch", sa.String(26), primary_key=True))
    op.execute(
        sa.text("INSERT INTO feed_epoch VALUES (:epoch)").bindparams(epoch=RandomIds().new())
    )
    op.create_table(
        "inbox",
        sa.Column("message_id", sa.String(26), primary_key=True),
        sa.Column("handler", sa.String(80), primary_key=True),
        sa.Column("handled_at", Instant, nullable=False),
    )
    op.create_table(
        "cursors",
        sa.Column("source", sa.String(40), primary_key=True),
        sa.Column("epoch", sa.String(26), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    _create_jobs()
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.String(120), primary_key=True),
        sa.Column("key", sa.String(120), primary_key=True),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", JSON),
        sa.Column("body", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("row_id", BIGKEY, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(26), nullable=False, unique=True),
        sa.Column("position", sa.BigInteger, unique=True),
        sa.Column("type", sa.String(120), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("envelope", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("published_at", Instant),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_subject", "outbox", ["subject"])
    if op.get_bind().dialect.name == "postgresql":
        # Which transaction wrote a row: whether an older one can still commit depends on it.
        op.execute("ALTER TABLE outbox ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()")
        op.execute("CREATE INDEX outbox_unplaced ON outbox (row_id) WHERE position IS NULL")
    op.execute("CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL")


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("run_at", Instant, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", sa.String(26)),
        sa.Column("leased_until", Instant),
        sa.Column("last_error", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.UniqueConstraint("kind", "key"),
    )
    op.create_index("jobs_of_subject", "jobs", ["subject", "created_at"])
    op.create_index("jobs_due", "jobs", ["state", "run_at"])


def drop_machinery() -> None:
    """The way back."""
    for table in ("idempotency_keys", "jobs", "cursors", "inbox", "feed_epoch", "outbox"):
        op.drop_table(table)
