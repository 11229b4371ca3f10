"""When the next payment of a case is due, so that the digest need not read every agreement."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from chassis.schema import JSON

revision = "0010"
down_revision = "0009"

cases = sa.table(
    "cases",
    sa.column("id", sa.String),
    sa.column("status", sa.String),
    sa.column("document", JSON),
    sa.column("payment_due_on", sa.Date),
)


def upgrade() -> None:
    op.add_column("cases", sa.Column("payment_due_on", sa.Date, nullable=True))
    op.create_index("ix_cases_payment_due_on", "cases", ["payment_due_on"])
    connection = op.get_bind()
    agreed = sa.select(cases.c.id, cases.c.document).where(cases.c.status == "agreed")
    for row in connection.execute(agreed).all():
        if due_on := _next_payment(row.document):
            own = cases.update().where(cases.c.id == row.id)
            connection.execute(own.values(payment_due_on=due_on))


def _next_payment(document: dict[str, Any]) -> date | None:
    payments = (document.get("agreement") or {}).get("instalments") or []
    due = [each["due_on"] for each in payments if each["state"] == "due" and each["due_on"]]
    return date.fromisoformat(min(due)) if due else None


def downgrade() -> None:
    op.drop_index("ix_cases_payment_due_on", "cases")
    op.drop_column("cases", "payment_due_on")
