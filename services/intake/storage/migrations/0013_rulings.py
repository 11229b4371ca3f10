"""By when somebody has to rule who handles a matter that was given back twice."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("submissions", sa.Column("ruling_due_at", Instant))
    op.create_index("submissions_by_ruling", "submissions", ["ruling_due_at"])


def downgrade() -> None:
    op.drop_index("submissions_by_ruling", "submissions")
    op.drop_column("submissions", "ruling_due_at")
