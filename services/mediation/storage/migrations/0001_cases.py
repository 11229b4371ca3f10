"""Cases, the expert pool, rooms, and sessions that cannot overlap."""

from alembic import op

from chassis.migrations.machinery import create_machinery, drop_machinery
from services.mediation.storage.tables import metadata

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
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        # Checked in this order: of two reasons for a refusal, the mediator is named.
        op.execute(EXCLUSION.format(what="expert", column="expert_id"))
        op.execute(EXCLUSION.format(what="room", column="room_id"))
    else:
        op.execute(TRIGGER.format(act="INSERT"))
        op.execute(TRIGGER.format(act="UPDATE"))


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
    drop_machinery()
