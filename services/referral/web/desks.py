"""The receiving desks."""

from typing import Any

import sqlalchemy as sa
from flask.views import MethodView

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.documents import load_document
from chassis.transaction import reading_connection
from services.referral.domain.desk import Desk
from services.referral.storage.tables import desks as table

desks = Blueprint("desks", __name__, description="The receiving desks of courts and police")


@desks.route("/api/v1/desks")
class Desks(MethodView):
    """All desks."""

    @permitted("desk.list")
    def get(self) -> dict[str, Any]:
        """Code, kind and name of each, in the order in which they take matters."""
        with reading_connection() as connection:
            rows = connection.execute(sa.select(table.c.document).order_by(table.c.id))
            found = [load_document(Desk, row.document) for row in rows]
        return {
            "items": [
                {"code": each.code, "kind": each.kind, "name": each.name}
                for each in sorted(found, key=lambda desk: (desk.rank, desk.code))
            ]
        }
