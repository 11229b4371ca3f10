"""When a receiver first looked at what was handed over."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "openings",
        sa.Column("item_id", sa.String(26), primary_key=True),
        sa.Column("desk", sa.String(40), primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("openings")
