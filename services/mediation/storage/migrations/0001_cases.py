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
CREATE TRIGGER one_session_per_{what}_{act} BEFORE {act} ON sessions WHEN NEW.is_live
BEGIN
  SELECT RAISE(ABORT, 'one_session_per_{what}') WHERE EXISTS (
    SELECT 1 FROM sessions WHERE {column} = NEW.{column} AND is_live AND id <> NEW.id
    AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at);
END
"""


def upgrade() -> None:
    create_machinery()
    metadata.create_all(op.get_bind())
    on_postgres = op.get_bind().dialect.name == "postgresql"
    if on_postgres:
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for what, column in (("expert", "expert_id"), ("room", "room_id")):
        if on_postgres:
            op.execute(EXCLUSION.format(what=what, column=column))
        else:
            for act in ("INSERT", "UPDATE"):
                op.execute(TRIGGER.format(what=what, column=column, act=act))


def downgrade() -> None:
    metadata.drop_all(op.get_bind())
    drop_machinery()
