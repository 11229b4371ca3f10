"""Whether matters should go to the police."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "crime_checks",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
        sa.Column("is_alarming", sa.Boolean, nullable=False),
    )
    op.create_index("ix_crime_checks_is_alarming", "crime_checks", ["is_alarming"])


def downgrade() -> None:
    op.drop_table("crime_checks")
