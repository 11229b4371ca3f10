"""Referrals, and one list of what lies on every desk."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0003"
down_revision = "0002"
_NO_DAY = "9999-12-31T23:59:59Z"
_PREPARED_BEFORE = """
INSERT INTO inbox_items (id, kind, flow, receipt_no, status, desk, box, due_at, rule_id, sent_at)
SELECT id, 'confirmation', 'confirmation', receipt_no, status, desk,
       CASE status WHEN 'prepared' THEN 'to_sign' WHEN 'receipted' THEN 'working' ELSE 'done' END,
       :no_day, '', ''
FROM confirmations
"""
_SENT_BEFORE = """
INSERT INTO inbox_items (id, kind, flow, receipt_no, status, desk, box, due_at, rule_id, sent_at)
SELECT id, 'transfer', 'transfer', receipt_no, status, desk,
       CASE WHEN status = 'sent' THEN 'to_sign'
            WHEN status IN ('receipted', 'reconsideration', 'with_procuratorate') THEN 'working'
            ELSE 'done' END,
       :no_day, '', ''
FROM transfers WHERE is_with_police
"""


def upgrade() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("flow", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("desk", sa.String(40), nullable=False),
        sa.Column("is_sent", sa.Boolean, nullable=False),
        sa.Column("open_as", sa.String(120), unique=True),
    )
    op.create_index("ix_referrals_receipt_no", "referrals", ["receipt_no"])
    op.create_index("ix_referrals_desk", "referrals", ["desk"])
    op.create_table(
        "inbox_items",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("flow", sa.String(40), nullable=False),
        sa.Column("receipt_no", sa.String(13), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("desk", sa.String(40), nullable=False),
        sa.Column("box", sa.String(10), nullable=False),
        sa.Column("due_at", sa.String(20), nullable=False),
        sa.Column("rule_id", sa.String(60), nullable=False),
        sa.Column("sent_at", sa.String(20), nullable=False),
    )
    op.create_index("ix_inbox_items_desk_box_due", "inbox_items", ["desk", "box", "due_at", "id"])
    op.create_index("ix_inbox_items_due", "inbox_items", ["box", "due_at", "id"])
    for statement in (_PREPARED_BEFORE, _SENT_BEFORE):
        op.execute(sa.text(statement).bindparams(no_day=_NO_DAY))


def downgrade() -> None:
    op.drop_table("inbox_items")
    op.drop_table("referrals")
