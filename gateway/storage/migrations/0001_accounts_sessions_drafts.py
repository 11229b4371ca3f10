"""Accounts, sessions, drafts and failed sign-ins."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON, Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the gateway's tables."""
    op.create_table(
        "accounts",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("organisation", sa.String(64), nullable=False),
        sa.Column("organisation_name", sa.String(120), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("totp_sealed", sa.Text, nullable=False),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("door", sa.String(10), nullable=False),
        sa.Column("account", sa.String(64), index=True),
        sa.Column("citizen", JSON),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False, index=True),
    )
    op.create_table(
        "drafts",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("expires_at", Instant, nullable=False, index=True),
    )
    op.create_table(
        "failed_sign_ins",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", Instant, nullable=False),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("failed_sign_ins", "drafts", "sessions", "accounts"):
        op.drop_table(table)
