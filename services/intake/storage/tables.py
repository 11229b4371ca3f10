"""Intake's tables."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import JSON, Instant

metadata = sa.MetaData()

submissions = document_table(
    "submissions",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
    sa.Column("query_code_mac", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("filed_at", Instant, nullable=False),
    # Far in the future for a matter that waits for nobody, so that lists need no NULL.
    sa.Column("next_due_at", Instant, nullable=False),
    sa.Index("submissions_by_due", "next_due_at", "id"),
    sa.Index("submissions_by_status", "status", "next_due_at", "id"),
)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("receipt_no", sa.String(13), index=True),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("sm3", sa.String(64), nullable=False),
    sa.Column("stored_at", Instant, nullable=False, index=True),
)

timeline = sa.Table(
    "timeline",
    metadata,
    sa.Column("event_id", sa.String(26), primary_key=True),
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("type", sa.String(120), nullable=False),
    sa.Column("actor_role", sa.String(30), nullable=False),
    sa.Column("actor_id", sa.String(80), nullable=False),
    sa.Column("data", JSON, nullable=False),
    sa.Index("timeline_of_matter", "receipt_no", "at", "event_id"),
)

track_attempts = sa.Table(
    "track_attempts",
    metadata,
    sa.Column("receipt_no", sa.String(13), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    # The first failure of a count that goes on, the last one of a count that is full.
    sa.Column("counted_from", Instant, nullable=False),
)
