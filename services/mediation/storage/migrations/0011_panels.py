"""Panels find their cases; and whoever chairs a session is bound like those who sit in it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

SEAT_MEDIATORS = """
INSERT INTO session_attendees (session_id, person, starts_at, ends_at, is_live)
SELECT id, 'expert:' || expert_id, starts_at, ends_at, is_live FROM sessions
"""


def upgrade() -> None:
    op.create_table(
        "panel_members",
        sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("account", sa.String(60), primary_key=True),
    )
    op.create_index("ix_panel_members_account", "panel_members", ["account"])
    op.execute(SEAT_MEDIATORS)


def downgrade() -> None:
    op.execute("DELETE FROM session_attendees WHERE person LIKE 'expert:%'")
    op.drop_table("panel_members")
