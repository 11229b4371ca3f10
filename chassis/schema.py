"""The tables of the machinery that every service database carries beside its own."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
BIGKEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite keeps no zone: it is stored as sortable ISO text there."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(32))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


machinery = sa.MetaData()

outbox = sa.Table(
    "outbox",
    machinery,
    # On PostgreSQL a further column, xid, is filled by the database: see chassis/outbox.py.
    sa.Column("row_id", BIGKEY, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(26), nullable=False, unique=True),
    sa.Column("position", sa.BigInteger, unique=True),
    sa.Column("type", sa.String(120), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("envelope", sa.Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
feed_epoch = sa.Table("feed_epoch", machinery, sa.Column("epoch", sa.String(26), primary_key=True))

inbox = sa.Table(
    "inbox",
    machinery,
    sa.Column("message_id", sa.String(26), primary_key=True),
    sa.Column("handler", sa.String(80), primary_key=True),
    sa.Column("handled_at", Instant, nullable=False),
)

cursors = sa.Table(
    "cursors",
    machinery,
    sa.Column("source", sa.String(40), primary_key=True),
    sa.Column("epoch", sa.String(26), nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
)

jobs = sa.Table(
    "jobs",
    machinery,
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
    sa.Index("jobs_due", "state", "run_at"),
    sa.Index("jobs_of_subject", "subject", "created_at"),
)

idempotency_keys = sa.Table(
    "idempotency_keys",
    machinery,
    sa.Column("scope", sa.String(120), primary_key=True),
    sa.Column("key", sa.String(120), primary_key=True),
    sa.Column("body_sha256", sa.String(64), nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("headers", JSON),
    sa.Column("body", sa.Text),
    sa.Column("created_at", Instant, nullable=False),
)
