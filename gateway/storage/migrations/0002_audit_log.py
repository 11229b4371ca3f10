"""The audit log: entries and heads that can only be added, and the edge of their tree."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import BIGKEY, Instant

revision = "0002"
down_revision = "0001"

APPEND_ONLY = ("audit_entries", "audit_heads")
SQLITE = """
CREATE TRIGGER {table}_stay_on_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
# INSERT OR REPLACE deletes without asking the triggers on DELETE.
SQLITE_NO_REPLACE = """
CREATE TRIGGER {table}_stay_on_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()
"""


def upgrade() -> None:
    """Create the tables and what keeps them append-only."""
    op.create_table(
        "audit_entries",
        sa.Column("position", BIGKEY, primary_key=True, autoincrement=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("roles", sa.String(200), nullable=False),
        sa.Column("act", sa.String(160), nullable=False),
        sa.Column("object", sa.String(80), nullable=False),
        sa.Column("part", sa.String(80), nullable=False),
        sa.Column("matter", sa.String(40), nullable=False),
        sa.Column("outcome", sa.Integer, nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    for column in ("subject", "object", "matter"):
        op.create_index(f"audit_of_{column}", "audit_entries", [column, "position"])
    op.create_table(
        "audit_heads",
        sa.Column("size", BIGKEY, primary_key=True, autoincrement=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
    )
    tree = op.create_table(
        "audit_tree",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("edge", sa.LargeBinary, nullable=False),
        sa.Column("headed_at", Instant),
    )
    op.bulk_insert(tree, [{"id": 1, "size": 0, "edge": b""}])
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRES_FUNCTION)
        for table in APPEND_ONLY:
            op.execute(POSTGRES.format(table=table))
        return
    for table, key in zip(APPEND_ONLY, ("position", "size"), strict=True):
        for act in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(table=table, act=act))
        op.execute(SQLITE_NO_REPLACE.format(table=table, key=key))


def downgrade() -> None:
    """The way back; the log is lost."""
    for table in ("audit_tree", "audit_heads", "audit_entries"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_log_stays()")
