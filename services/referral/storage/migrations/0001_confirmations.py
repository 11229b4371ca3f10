"""Confirmations, transfers, desks, and the machinery."""

import sqlalchemy as sa
from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from chassis.schema import JSON

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_machinery()
    op.create_table(
        "confirmations",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("desk", sa.String(40), nullable=False),
    )
    op.create_index("ix_confirmations_desk", "confirmations", ["desk"])
    op.create_table(
        "transfers",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("desk", sa.String(40), nullable=False),
        sa.Column("is_with_police", sa.Boolean, nullable=False),
    )
    op.create_index("ix_transfers_desk", "transfers", ["desk"])
    op.create_table(
        "desks",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("code", sa.String(40), nullable=False, unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
    )


def downgrade() -> None:
    for table in ("desks", "transfers", "confirmations"):
        op.drop_table(table)
    drop_machinery()
