"""What assigning knows of officers."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "officers",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("account", sa.String(80), nullable=False, unique=True),
    )


def downgrade() -> None:
    op.drop_table("officers")
