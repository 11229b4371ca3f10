"""Several notices for one event and audience (ways, reminders); what readers chose and have read."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON, Instant

revision = "0003"
down_revision = "0002"

_SLOT = "audience || '|' || (document {arrow} 'template') || '|email|0'"
_OLD = "id, version, document, event_id, audience, receipt_no, state, created_at"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuilt(_columns(), "event_id", "slot", f"{_OLD}, slot", f"{_OLD}, {_slot('->>')}")
    else:
        op.add_column("notices", sa.Column("slot", sa.String(100)))
        op.add_column("notices", sa.Column("reader", sa.String(80)))
        op.execute(f"UPDATE notices SET slot = {_slot('->>')}")  # noqa: S608 - our own words
        op.alter_column("notices", "slot", nullable=False)
        op.drop_constraint("notices_event_id_audience_key", "notices")
        op.create_unique_constraint("notices_event_id_slot_key", "notices", ["event_id", "slot"])
    op.create_index("ix_notices_reader", "notices", ["reader"])
    op.create_table(
        "preferences",
        sa.Column("reader", sa.String(80), primary_key=True),
        sa.Column("choices", JSON, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("reader", sa.String(80), primary_key=True),
        sa.Column("notice_id", sa.String(26), primary_key=True),
        sa.Column("read_at", Instant, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("readings")
    op.drop_table("preferences")
    op.drop_index("ix_notices_reader", "notices")
    op.execute("DELETE FROM notices WHERE slot NOT LIKE '%|email|0'")
    if op.get_bind().dialect.name == "sqlite":
        _rebuilt(_columns()[:-2], "event_id", "audience", _OLD, _OLD)
    else:
        op.drop_constraint("notices_event_id_slot_key", "notices")
        op.drop_column("notices", "slot")
        op.drop_column("notices", "reader")
        op.create_unique_constraint(
            "notices_event_id_audience_key", "notices", ["event_id", "audience"]
        )


def _slot(arrow: str) -> str:
    return _SLOT.format(arrow=arrow)


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("event_id", sa.String(26), nullable=False),
        sa.Column("audience", sa.String(30), nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("slot", sa.String(100), nullable=False),
        sa.Column("reader", sa.String(80)),
    ]


def _rebuilt(
    columns: list[sa.Column[object]], first: str, second: str, into: str, taken: str
) -> None:
    """SQLite drops no constraint: the rows move into a table that has another one."""
    op.drop_index("ix_notices_receipt_no", "notices")
    op.create_table("notices_anew", *columns, sa.UniqueConstraint(first, second))
    op.execute(f"INSERT INTO notices_anew ({into}) SELECT {taken} FROM notices")  # noqa: S608 - our own words
    op.drop_table("notices")
    op.rename_table("notices_anew", "notices")
    op.create_index("ix_notices_receipt_no", "notices", ["receipt_no"])
