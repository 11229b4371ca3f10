"""Lists of one lane, and of reports without a name, find their page by an index too."""

from alembic import op

revision = "0011"
down_revision = "0010"
INDEXES = {"submissions_by_lane": "lane", "submissions_by_identity": "identity"}


def upgrade() -> None:
    for name, column in INDEXES.items():
        op.create_index(name, "submissions", [column, "next_due_at", "id"])


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "submissions")
