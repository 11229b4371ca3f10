"""What the centre knows between persons and firms."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "relations",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("relations")
