"""Notices, and the machinery."""

import sqlalchemy as sa
from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from chassis.schema import JSON, Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_machinery()
    op.create_table(
        "notices",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("event_id", sa.String(26), nullable=False),
        sa.Column("audience", sa.String(30), nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.UniqueConstraint("event_id", "audience"),
    )
    op.create_index("ix_notices_receipt_no", "notices", ["receipt_no"])


def downgrade() -> None:
    op.drop_table("notices")
    drop_machinery()
