"""What falls due: asked by notification for the daily digest."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.validation import Query
from lawbook.presentation import duties_until
from services.mediation.domain.case import AGREED, ENDED, Case
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.storage.tables import cases, proceedings
from services.mediation.web.lookup import looking

due = Blueprint("mediation_due", __name__, description="For other services only")


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
        with looking() as uow:
            live: list[Case | Proceeding] = [
                *uow.cases.all(cases.c.status.not_in([AGREED, ENDED])),
                *uow.proceedings.all(proceedings.c.is_over.is_(False)),
            ]
        items = [
            duty | {"receipt_no": case.receipt_no}
            for case in live
            for duty in duties_until(case.docket, asked["until"])
        ]
        return {"items": items}
