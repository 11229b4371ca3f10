"""What falls due: asked by notification for the daily digest."""

from typing import Any

import sqlalchemy as sa
from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.transaction import reading_connection
from chassis.validation import Query
from lawbook.presentation import duties_until
from services.intake.domain.submission import Submission
from services.intake.storage.tables import submissions

due = Blueprint("intake_due", __name__, description="For other services only")


class DueQuery(Query):
    """Up to which instant to look."""

    until = fields.AwareDateTime(required=True)


@due.route("/internal/due")
class Due(MethodView):
    """Duties of the centre and of others that come near or have passed."""

    @permitted("internal.due")
    @due.arguments(DueQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Each with its matter, names nobody."""
        query = sa.select(submissions.c.document).where(submissions.c.next_due_at <= asked["until"])
        with reading_connection() as connection:
            found = [load_document(Submission, each) for each in connection.scalars(query)]
        items = [
            duty | {"receipt_no": each.receipt_no}
            for each in found
            for duty in duties_until(each.docket, asked["until"])
        ]
        return {"items": items}
