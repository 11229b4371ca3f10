"""Referral's tables."""

import sqlalchemy as sa

from chassis.documents import document_table
from chassis.schema import Instant

metadata = sa.MetaData()

confirmations = document_table(
    "confirmations",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("desk", sa.String(40), nullable=False, index=True),
)

transfers = document_table(
    "transfers",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("desk", sa.String(40), nullable=False, index=True),
    sa.Column("is_with_police", sa.Boolean, nullable=False),
)

referrals = document_table(
    "referrals",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
    sa.Column("flow", sa.String(40), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("desk", sa.String(40), nullable=False, index=True),
    sa.Column("is_sent", sa.Boolean, nullable=False),
    # The same matter goes to the same desk once at a time; empty when it has ended.
    sa.Column("open_as", sa.String(120), unique=True),
)

crime_checks = document_table(
    "crime_checks",
    metadata,
    sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
    sa.Column("is_alarming", sa.Boolean, nullable=False, index=True),
)

guest_links = document_table(
    "guest_links",
    metadata,
    sa.Column("item_id", sa.String(26), nullable=False, index=True),
    sa.Column("receipt_no", sa.String(13), nullable=False, index=True),
)

openings = sa.Table(
    "openings",
    metadata,
    sa.Column("item_id", sa.String(26), primary_key=True),
    sa.Column("desk", sa.String(40), primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", sa.String(80), nullable=False),
)

inbox_items = sa.Table(
    "inbox_items",
    metadata,
    sa.Column("id", sa.String(26), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("flow", sa.String(40), nullable=False),
    sa.Column("receipt_no", sa.String(13), nullable=False),
    sa.Column("status", sa.String(40), nullable=False),
    sa.Column("desk", sa.String(40), nullable=False),
    sa.Column("box", sa.String(10), nullable=False),
    sa.Column("due_at", sa.String(20), nullable=False),
    sa.Column("rule_id", sa.String(60), nullable=False),
    sa.Column("sent_at", sa.String(20), nullable=False),
    sa.Index("ix_inbox_items_desk_box_due", "desk", "box", "due_at", "id"),
    sa.Index("ix_inbox_items_due", "box", "due_at", "id"),
)
"""What lies on the desks of partners, of every kind, by when it is due."""

desks = document_table(
    "desks",
    metadata,
    sa.Column("code", sa.String(40), nullable=False, unique=True),
    sa.Column("kind", sa.String(20), nullable=False),
)
