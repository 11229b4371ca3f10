"""Submissions, evidence, timeline, and the machinery."""

import sqlalchemy as sa
from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from chassis.schema import JSON, Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_machinery()
    _create_submissions()
    _create_evidence()
    op.create_table(
        "timeline",
        sa.Column("event_id", sa.String(26), primary_key=True),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("type", sa.String(120), nullable=False),
        sa.Column("actor_role", sa.String(30), nullable=False),
        sa.Column("actor_id", sa.String(80), nullable=False),
        sa.Column("data", JSON, nullable=False),
    )
    op.create_index("timeline_of_matter", "timeline", ["receipt_no", "at", "event_id"])
    op.create_table(
        "track_attempts",
        sa.Column("receipt_no", sa.String(13), primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("first_at", Instant, nullable=False),
    )


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
        sa.Column("query_code_mac", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("next_due_at", Instant, nullable=False),
    )
    op.create_index("submissions_by_due", "submissions", ["next_due_at", "id"])
    op.create_index("submissions_by_status", "submissions", ["status", "next_due_at", "id"])


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("receipt_no", sa.String(13)),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("sm3", sa.String(64), nullable=False),
        sa.Column("stored_at", Instant, nullable=False),
    )
    op.create_index("ix_evidence_receipt_no", "evidence", ["receipt_no"])
    op.create_index("ix_evidence_stored_at", "evidence", ["stored_at"])


def downgrade() -> None:
    for table in ("track_attempts", "timeline", "evidence", "submissions"):
        op.drop_table(table)
    drop_machinery()
