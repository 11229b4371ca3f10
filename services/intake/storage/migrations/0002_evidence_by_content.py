"""Find evidence by its content, for the sweep; say what the instant of a count of guesses is."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])
    op.execute("ALTER TABLE track_attempts RENAME COLUMN first_at TO counted_from")


def downgrade() -> None:
    op.execute("ALTER TABLE track_attempts RENAME COLUMN counted_from TO first_at")
    op.drop_index("ix_evidence_sha256", "evidence")
