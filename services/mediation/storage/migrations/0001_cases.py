"""Cases, the expert pool, rooms, and sessions that cannot overlap."""

import sqlalchemy as sa
from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from chassis.schema import JSON, Instant

revision = "0001"
down_revision = None

EXCLUSION = """
ALTER TABLE sessions ADD CONSTRAINT one_session_per_{what} EXCLUDE USING gist
({column} WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (is_live)
"""

TRIGGER = """
CREATE TRIGGER no_overlap_on_{act} BEFORE {act} ON sessions WHEN NEW.is_live
BEGIN
  SELECT RAISE(ABORT, 'one_session_per_expert') WHERE EXISTS (
    SELECT 1 FROM sessions WHERE expert_id = NEW.expert_id AND is_live AND id <> NEW.id
    AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at);
  SELECT RAISE(ABORT, 'one_session_per_room') WHERE EXISTS (
    SELECT 1 FROM sessions WHERE room_id = NEW.room_id AND is_live AND id <> NEW.id
    AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at);
END
"""


def upgrade() -> None:
    create_machinery()
    _create_cases()
    _create_pool()
    _create_sessions()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        # Checked in this order: of two reasons for a refusal, the mediator is named.
        op.execute(EXCLUSION.format(what="expert", column="expert_id"))
        op.execute(EXCLUSION.format(what="room", column="room_id"))
    else:
        op.execute(TRIGGER.format(act="INSERT"))
        op.execute(TRIGGER.format(act="UPDATE"))


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False, unique=True),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("mediator_account", sa.String(60), nullable=False),
    )
    op.create_index("ix_cases_status", "cases", ["status"])
    op.create_index("ix_cases_mediator_account", "cases", ["mediator_account"])


def _create_pool() -> None:
    op.create_table(
        "experts",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("account", sa.String(60), nullable=False, unique=True),
        sa.Column("is_active", sa.Boolean, nullable=False),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("name", sa.String(60), nullable=False, unique=True),
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("case_id", sa.String(26), sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("expert_id", sa.String(26), sa.ForeignKey("experts.id"), nullable=False),
        sa.Column("room_id", sa.String(26), sa.ForeignKey("rooms.id"), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("is_live", sa.Boolean, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.CheckConstraint("starts_at < ends_at", "session_has_a_length"),
    )
    op.create_index("ix_sessions_case_id", "sessions", ["case_id"])
    op.create_index("sessions_of_expert", "sessions", ["expert_id", "starts_at"])
    op.create_index("sessions_in_room", "sessions", ["room_id", "starts_at"])


def downgrade() -> None:
    for table in ("sessions", "rooms", "experts", "cases"):
        op.drop_table(table)
    drop_machinery()
