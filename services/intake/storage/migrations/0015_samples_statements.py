"""Physical samples, and what somebody said."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    for name, *more in (
        ("samples", sa.Column("label", sa.String(20), nullable=False, unique=True)),
        ("statements",),
    ):
        op.create_table(
            name,
            sa.Column("id", sa.String(26), primary_key=True),
            sa.Column("version", sa.Integer, nullable=False),
            sa.Column("document", JSON, nullable=False),
            sa.Column("receipt_no", sa.String(13), nullable=False),
            *more,
        )
        op.create_index(f"ix_{name}_receipt_no", name, ["receipt_no"])


def downgrade() -> None:
    for name in ("samples", "statements"):
        op.drop_table(name)
