"""Plans of sessions."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "session_plans",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("session_plans")
