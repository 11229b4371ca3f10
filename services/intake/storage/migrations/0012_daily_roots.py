"""One root over what each day brought."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON, Instant

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "daily_roots",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False, server_default=""),
        sa.Column("published_at", Instant, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.Column("timestamp_token", sa.Text, nullable=False, server_default=""),
    )
    op.create_table(
        "daily_leaves",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("object", sa.String(26), nullable=False),
        sa.Column("content", JSON, nullable=False),
    )
    op.create_index("ix_daily_leaves_object", "daily_leaves", ["object"])
    op.create_table(
        "seen_heads",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("seen_heads")
    op.drop_table("daily_leaves")
    op.drop_table("daily_roots")
