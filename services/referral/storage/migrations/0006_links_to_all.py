"""Links lead to transfers and applications as well; those that there are lead to referrals."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0006"
down_revision = "0005"
_LINKS = sa.table("guest_links", sa.column("id", sa.String), sa.column("document", JSON))


def upgrade() -> None:
    with op.batch_alter_table("guest_links") as table:
        table.drop_index("ix_guest_links_referral_id")
        table.alter_column("referral_id", new_column_name="item_id", existing_type=sa.String(26))
        table.add_column(sa.Column("receipt_no", sa.String(13), nullable=False, server_default=""))
    with op.batch_alter_table("guest_links") as table:
        table.alter_column("receipt_no", existing_type=sa.String(13), server_default=None)
        table.create_index("ix_guest_links_item_id", ["item_id"])
        table.create_index("ix_guest_links_receipt_no", ["receipt_no"])
    _rename("referral_id", "item_id")


def downgrade() -> None:
    with op.batch_alter_table("guest_links") as table:
        table.drop_index("ix_guest_links_receipt_no")
        table.drop_index("ix_guest_links_item_id")
        table.drop_column("receipt_no")
        table.alter_column("item_id", new_column_name="referral_id", existing_type=sa.String(26))
    op.create_index("ix_guest_links_referral_id", "guest_links", ["referral_id"])
    _rename("item_id", "referral_id")


def _rename(before: str, after: str) -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(_LINKS)).all():
        document: dict[str, Any] = dict(row.document)
        if before in document:
            document[after] = document.pop(before)
            connection.execute(
                _LINKS.update().where(_LINKS.c.id == row.id).values(document=document)
            )
