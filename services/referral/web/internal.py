"""What notification may ask referral: where a desk takes its mail."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields
from webargs.fields import DelimitedList

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import service
from chassis.validation import Choice, Query, length
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.desk import Desk
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork

MOST_MATTERS = 100
internal = Blueprint("referral_internal", __name__, description="For other services only")


class RecipientsQuery(Query):
    """Whom a message is for."""

    audience = fields.String(
        required=True, validate=Choice(("court_desk", "police_desk", "partner_desk"))
    )
    receipt_no = DelimitedList(fields.String(), required=True, validate=length(1, MOST_MATTERS))


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Desks."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The desks on which some matters lie, and the numbers that lie on none."""
        with service().uow().reading() as uow:
            assert isinstance(uow, ReferralUnitOfWork)  # noqa: S101 - bootstrap built it
            found = {n: _on_desk(asked["audience"], n, uow) for n in asked["receipt_no"]}
            items = [
                _desk(number, uow.desks.by_code(item.desk))
                for number, item in found.items()
                if item is not None
            ]
        if not items:
            raise NotFound()
        unknown = [number for number, item in found.items() if item is None]
        return {"items": items, **({"unknown": unknown} if unknown else {})}


def _on_desk(
    audience: str, receipt_no: str, uow: ReferralUnitOfWork
) -> Confirmation | Transfer | Referral | None:
    """What of a matter lies on a desk; of several referrals the one that moved last."""
    if audience == "court_desk":
        return uow.confirmations.of_matter(receipt_no)
    if audience == "police_desk":
        return uow.transfers.of_matter(receipt_no)
    sent = [each for each in uow.referrals.of_matter(receipt_no) if each.sent_at and each.is_open]
    return max(sent, key=lambda each: each.steps[-1].at, default=None)


def _desk(receipt_no: str, desk: Desk) -> dict[str, Any]:
    known = {"name": desk.name, "email": desk.email, "language": "zh", "facts": {}}
    return known | {"receipt_no": receipt_no, "reader": f"desk:{desk.code}"}
