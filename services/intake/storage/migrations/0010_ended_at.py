"""When each matter ended, to tell others how long theirs may take."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("submissions", sa.Column("ended_at", Instant))
    op.create_index("submissions_by_end", "submissions", ["kind", "ended_at"])
    # The worker reads from the documents when earlier matters ended.
    op.execute(
        "INSERT INTO jobs (id, kind, key, subject, payload, state, run_at, attempts, created_at)"
        " SELECT '0010' || SUBSTR(MIN(id), 5), 'intake.index_matters', '0010', '', '{}', 'ready',"
        " MIN(filed_at), 0, MIN(filed_at) FROM submissions HAVING COUNT(*) > 0"
    )


def downgrade() -> None:
    op.drop_index("submissions_by_end", "submissions")
    op.drop_column("submissions", "ended_at")
