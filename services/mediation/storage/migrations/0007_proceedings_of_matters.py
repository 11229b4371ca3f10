"""Proceedings belong to a matter, with or without a mediation before."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0007"
down_revision = "0006"

proceedings = sa.table(
    "proceedings",
    sa.column("id", sa.String),
    sa.column("case_id", sa.String),
    sa.column("receipt_no", sa.String),
    sa.column("document", JSON),
)


def upgrade() -> None:
    op.add_column("proceedings", sa.Column("receipt_no", sa.String(13), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(proceedings.c.id, proceedings.c.document)).all():
        own = proceedings.update().where(proceedings.c.id == row.id)
        connection.execute(own.values(receipt_no=row.document["receipt_no"]))
    with op.batch_alter_table("proceedings") as table:
        table.alter_column("receipt_no", existing_type=sa.String(13), nullable=False)
        table.alter_column("case_id", existing_type=sa.String(26), nullable=True)
    op.create_index("ix_proceedings_receipt_no", "proceedings", ["receipt_no"])


def downgrade() -> None:
    op.get_bind().execute(proceedings.delete().where(proceedings.c.case_id.is_(None)))
    op.drop_index("ix_proceedings_receipt_no", "proceedings")
    with op.batch_alter_table("proceedings") as table:
        table.alter_column("case_id", existing_type=sa.String(26), nullable=False)
        table.drop_column("receipt_no")
