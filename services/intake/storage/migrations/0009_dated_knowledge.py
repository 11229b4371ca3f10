"""Texts to answer from name their article, the days on which they hold, and who looks after them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
ADDED = ("source", "holds_from", "holds_until", "owner")


def upgrade() -> None:
    for name, length in (("source", 200), ("owner", 80)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("knowledge", column)
    for name in ("holds_from", "holds_until"):
        op.add_column("knowledge", sa.Column(name, sa.Date))


def downgrade() -> None:
    for name in ADDED:
        op.drop_column("knowledge", name)
