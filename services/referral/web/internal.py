"""What notification may ask referral: where a desk takes its mail."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields
from webargs.fields import DelimitedList

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import NotFound
from chassis.transaction import service
from chassis.validation import Choice, Query, length
from services.referral.application.guest_links import guest_address
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.desk import Desk
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork, opened

MOST_MATTERS = 100
DESKS = ("court_desk", "police_desk", "partner_desk")
GUEST = "guest"
"""A receiver without an account: its link goes to the official address of the directory."""
internal = Blueprint("referral_internal", __name__, description="For other services only")


class RecipientsQuery(Query):
    """Whom a message is for."""

    audience = fields.String(required=True, validate=Choice((*DESKS, GUEST)))
    receipt_no = DelimitedList(fields.String(), required=True, validate=length(1, MOST_MATTERS))


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Desks."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The desks on which some matters lie, and the numbers that lie on none."""
        with opened(service()).reading() as uow:
            found = {n: _recipient(asked["audience"], n, uow) for n in asked["receipt_no"]}
        items = [person for person in found.values() if person is not None]
        if asked["audience"] == GUEST:
            # Without a link that is open nobody is meant any more.
            return {"items": items}
        if not items:
            raise NotFound()
        unknown = [number for number, person in found.items() if person is None]
        return {"items": items, **({"unknown": unknown} if unknown else {})}


def _recipient(audience: str, receipt_no: str, uow: ReferralUnitOfWork) -> dict[str, Any] | None:
    if audience == GUEST:
        return _guest(receipt_no, uow)
    item = _on_desk(audience, receipt_no, uow)
    return _desk(receipt_no, uow.desks.by_code(item.desk)) if item else None


def _guest(receipt_no: str, uow: ReferralUnitOfWork) -> dict[str, Any] | None:
    link = uow.guest_links.newest_of_matter(receipt_no, uow.clock.now())
    if link is None:
        return None
    address = guest_address(link.id, service().settings.public_url, service().keyring)
    last_on = local_date(link.expires_at).isoformat()
    facts = {"link": address, "link_id": link.id, "last_on": last_on}
    return _desk(receipt_no, uow.desks.by_code(link.desk)) | {"facts": facts}


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
