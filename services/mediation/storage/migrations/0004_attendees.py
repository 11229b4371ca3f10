"""Nobody sits in two sessions at once: parties and panels; sessions can be held for a while."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import Instant

revision = "0004"
down_revision = "0003"

EXCLUSION = """
ALTER TABLE session_attendees ADD CONSTRAINT one_session_per_party EXCLUDE USING gist
(person WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (is_live)
"""

TRIGGER = """
CREATE TRIGGER no_attendee_overlap_on_{act} BEFORE {act} ON session_attendees WHEN NEW.is_live
BEGIN
  SELECT RAISE(ABORT, 'one_session_per_party') WHERE EXISTS (
    SELECT 1 FROM session_attendees WHERE person = NEW.person AND is_live
    AND session_id <> NEW.session_id AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at);
END
"""


def upgrade() -> None:
    op.add_column("sessions", sa.Column("held_until", Instant, nullable=True))
    op.create_table(
        "session_attendees",
        sa.Column("session_id", sa.String(26), sa.ForeignKey("sessions.id"), primary_key=True),
        sa.Column("person", sa.String(300), primary_key=True),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("is_live", sa.Boolean, nullable=False),
    )
    op.create_index("sessions_of_person", "session_attendees", ["person", "starts_at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(EXCLUSION)
    else:
        op.execute(TRIGGER.format(act="INSERT"))
        op.execute(TRIGGER.format(act="UPDATE"))


def downgrade() -> None:
    op.drop_table("session_attendees")
    op.drop_column("sessions", "held_until")
