"""What the scanner said of each file."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("evidence", sa.Column("scan", sa.String(10), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("evidence", "scan")
