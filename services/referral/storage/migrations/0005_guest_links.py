"""Links for receivers without an account."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "guest_links",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("referral_id", sa.String(26), nullable=False),
    )
    op.create_index("ix_guest_links_referral_id", "guest_links", ["referral_id"])


def downgrade() -> None:
    op.drop_table("guest_links")
