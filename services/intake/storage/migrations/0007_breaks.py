"""When operators take a break."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "breaks",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("operator", sa.String(80), nullable=False),
        sa.Column("began_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
    )
    op.create_index("breaks_by_time", "breaks", ["began_at"])
    running = sa.text("ended_at IS NULL")
    op.create_index(
        "one_break_at_a_time",
        "breaks",
        ["operator"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )


def downgrade() -> None:
    op.drop_table("breaks")
