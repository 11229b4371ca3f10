"""By which pepper the print of each query code was made."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    column = sa.Column("code_pepper", sa.String(8), nullable=False, server_default="")
    op.add_column("submissions", column)


def downgrade() -> None:
    op.drop_column("submissions", "code_pepper")
