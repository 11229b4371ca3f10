"""What notification may ask referral: where a desk takes its mail."""

from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound
from chassis.transaction import service
from chassis.validation import Choice, Query
from services.referral.storage.unit_of_work import ReferralUnitOfWork

internal = Blueprint("referral_internal", __name__, description="For other services only")


class RecipientsQuery(Query):
    """Whom a message is for."""

    audience = fields.String(required=True, validate=Choice(("court_desk", "police_desk")))
    receipt_no = fields.String(required=True)


@internal.route("/internal/recipients")
class Recipients(MethodView):
    """Desks."""

    @permitted("internal.recipients")
    @internal.arguments(RecipientsQuery, location="query", unknown=None)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The desk on which the matter lies."""
        with service().uow().reading() as uow:
            assert isinstance(uow, ReferralUnitOfWork)  # noqa: S101 - bootstrap built it
            repository = uow.confirmations if asked["audience"] == "court_desk" else uow.transfers
            item = repository.of_matter(asked["receipt_no"])
            if item is None:
                raise NotFound()
            desk = uow.desks.by_code(item.desk)
        return {"items": [{"name": desk.name, "email": desk.email, "language": "zh", "facts": {}}]}
