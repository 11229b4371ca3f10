"""Notification's tables."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import Instant

metadata = sa.MetaData()

notices = document_table(
    "notices",
    metadata,
    sa.Column("event_id", sa.String(26), nullable=False),
    sa.Column("audience", sa.String(30), nullable=False),
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.UniqueConstraint("event_id", "audience"),
)
