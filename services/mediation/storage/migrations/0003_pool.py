"""Applications for the pool, and draws of mediators."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "pool_applications",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
    )
    op.create_index("ix_pool_applications_status", "pool_applications", ["status"])
    op.create_table(
        "draws",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), nullable=False),
    )
    op.create_index("ix_draws_case_id", "draws", ["case_id"])


def downgrade() -> None:
    op.drop_table("draws")
    op.drop_table("pool_applications")
