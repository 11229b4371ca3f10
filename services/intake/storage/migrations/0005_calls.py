"""Calls to the hotline and what operators answer from; matters of before the search are found too."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON, Instant

revision = "0005"
down_revision = "0004"

CALL_INDEXES = {
    "calls_of_number": ["number", "began_at"],
    "calls_by_state": ["state", "began_at"],
    "calls_by_time": ["began_at"],
    "calls_to_return": ["call_back_at"],
}


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("cti_id", sa.String(80), unique=True),
        sa.Column("number", sa.String(40), nullable=False, server_default=""),
        sa.Column("operator", sa.String(80), nullable=False, server_default=""),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("began_at", Instant, nullable=False),
        sa.Column("answered_at", Instant),
        sa.Column("saved_at", Instant),
        sa.Column("ended_at", Instant),
        sa.Column("is_incomplete", sa.Boolean, nullable=False),
        sa.Column("call_back_at", Instant),
    )
    for name, columns in CALL_INDEXES.items():
        op.create_index(name, "calls", columns)
    op.create_table(
        "knowledge",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("code", sa.String(20), nullable=False, unique=True),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
    )
    _plan_indexing()


def _plan_indexing() -> None:
    """Matters of before revision 0004 have neither words nor marks: the worker gives them both."""
    op.execute(
        "INSERT INTO jobs (id, kind, key, subject, payload, state, run_at, attempts, created_at)"
        " SELECT MIN(id), 'intake.index_matters', '0005', '', '{}', 'ready', MIN(filed_at), 0,"
        " MIN(filed_at) FROM submissions HAVING COUNT(*) > 0"
    )


def downgrade() -> None:
    op.execute("DELETE FROM jobs WHERE kind = 'intake.index_matters'")
    op.drop_table("knowledge")
    op.drop_table("calls")
