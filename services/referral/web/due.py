"""What falls due: asked by notification for the daily digest."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import service
from chassis.validation import Query
from lawbook.presentation import duties_until
from services.referral.storage.unit_of_work import ReferralUnitOfWork

due = Blueprint("referral_due", __name__, description="For other services only")


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
        with service().uow().reading() as uow:
            assert isinstance(uow, ReferralUnitOfWork)  # noqa: S101 - bootstrap built it
            found = [(each.receipt_no, each.docket) for each in uow.confirmations.all()]
            found += [(each.receipt_no, each.docket) for each in uow.transfers.all()]
            found += [(each.receipt_no, each.docket) for each in uow.referrals.all()]
        items = [
            duty | {"receipt_no": receipt_no}
            for receipt_no, docket in found
            for duty in duties_until(docket, asked["until"])
        ]
        return {"items": items}
