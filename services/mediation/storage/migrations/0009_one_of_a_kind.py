"""Of each kind one proceeding runs for a matter at a time."""

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0009"
down_revision = "0008"

proceedings = sa.table(
    "proceedings",
    sa.column("id", sa.String),
    sa.column("document", JSON),
    sa.column("is_over", sa.Boolean),
    sa.column("running_kind", sa.String),
)


def upgrade() -> None:
    op.add_column("proceedings", sa.Column("running_kind", sa.String(40), nullable=True))
    connection = op.get_bind()
    running = sa.select(proceedings.c.id, proceedings.c.document).where(
        proceedings.c.is_over.is_(False)
    )
    for row in connection.execute(running).all():
        own = proceedings.update().where(proceedings.c.id == row.id)
        connection.execute(own.values(running_kind=row.document["kind"]))
    op.create_index(
        "one_running_proceeding_of_a_kind",
        "proceedings",
        ["receipt_no", "running_kind"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_index("one_running_proceeding_of_a_kind", "proceedings")
    with op.batch_alter_table("proceedings") as table:
        table.drop_column("running_kind")
