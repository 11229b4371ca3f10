"""Proceedings beside mediation."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "proceedings",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("is_over", sa.Boolean, nullable=False),
    )
    op.create_index("ix_proceedings_case_id", "proceedings", ["case_id"])


def downgrade() -> None:
    op.drop_table("proceedings")
