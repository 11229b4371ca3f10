"""Referral's tables."""

import sqlalchemy as sa

from chassis.documents import document_table

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

desks = document_table(
    "desks",
    metadata,
    sa.Column("code", sa.String(40), nullable=False, unique=True),
    sa.Column("kind", sa.String(20), nullable=False),
)
