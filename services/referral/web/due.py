"""What falls due: asked by notification for the daily digest."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import service
from chassis.validation import Query
from lawbook.presentation import duties_until
from services.referral.domain.confirmation import POSSIBLE as AT_COURT
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.flow import flows
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.domain.transfer_states import POSSIBLE as TRANSFERS
from services.referral.storage.tables import confirmations, referrals, transfers
from services.referral.storage.unit_of_work import opened

AT_COURT_ENDED = [state for state, acts in AT_COURT.items() if not acts]
TRANSFERS_ENDED = [state for state, acts in TRANSFERS.items() if not acts]
_STATES = [(code, each) for flow in flows().values() for code, each in flow.states.items()]
ENDED_IN_EVERY_FLOW = sorted(
    {code for code, each in _STATES if each.is_end}
    - {code for code, each in _STATES if not each.is_end}
)
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
        with opened(service()).reading() as uow:
            # What has ended owes nothing: it is most of what is kept, and stays where it is.
            open_: list[Confirmation | Transfer | Referral] = [
                *uow.confirmations.all(confirmations.c.status.not_in(AT_COURT_ENDED)),
                *uow.transfers.all(transfers.c.status.not_in(TRANSFERS_ENDED)),
                *uow.referrals.all(referrals.c.status.not_in(ENDED_IN_EVERY_FLOW)),
            ]
            found = [(each.receipt_no, each.docket) for each in open_]
        items = [
            duty | {"receipt_no": receipt_no}
            for receipt_no, docket in found
            for duty in duties_until(docket, asked["until"])
        ]
        return {"items": items}
