"""Notification's tables."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import JSON, Instant

metadata = sa.MetaData()

notices = document_table(
    "notices",
    metadata,
    sa.Column("event_id", sa.String(26), nullable=False),
    sa.Column("audience", sa.String(30), nullable=False),
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    # What makes a notice of an event one of its kind: audience, template, way and step of the ladder.
    sa.Column("slot", sa.String(100), nullable=False),
    sa.Column("reader", sa.String(80), index=True),
    sa.UniqueConstraint("event_id", "slot"),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("reader", sa.String(80), primary_key=True),
    sa.Column("choices", JSON, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("reader", sa.String(80), primary_key=True),
    sa.Column("notice_id", sa.String(26), primary_key=True),
    sa.Column("read_at", Instant, nullable=False),
)

webhook_endpoints = document_table(
    "webhook_endpoints", metadata, sa.Column("is_active", sa.Boolean, nullable=False)
)

webhook_deliveries = document_table(
    "webhook_deliveries",
    metadata,
    sa.Column("endpoint_id", sa.String(26), nullable=False),
    sa.Column("event_id", sa.String(26), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.UniqueConstraint("endpoint_id", "event_id"),
)
