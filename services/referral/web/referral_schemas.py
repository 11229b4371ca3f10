"""Bodies and queries about referrals."""

from marshmallow import fields

from chassis.validation import Choice, Query, Strict, between, length
from services.referral.domain.flow import flows
from services.referral.storage.inbox import BOXES
from services.referral.web.schemas import ListQuery, Words

MOST_ITEMS = 500


class ReferralQuery(ListQuery):
    """Which referrals to list."""

    flow = fields.String(load_default=None)


class InboxQuery(Query):
    """Which box of the desk to list."""

    box = fields.String(load_default=BOXES[0], validate=Choice(BOXES))
    limit = fields.Integer(load_default=50, validate=between(1, 200))
    cursor = fields.String(load_default="")


class Opening(Strict):
    """What to hand over, or to ask for."""

    flow = fields.String(required=True, validate=Choice(tuple(flows())))
    desk = Words(required=True, validate=length(1, 40))
    purpose = Words(required=True, validate=length(5, 2000))
    receipt_no = Words(load_default="", validate=length(0, 13))
    right_type = Words(load_default="", validate=length(0, 40))
    about = Words(load_default="", validate=length(0, 26))
    releases_identity = fields.Boolean(load_default=False)
    grounds = fields.List(
        fields.String(validate=length(1, 40)), load_default=list, validate=length(0, 20)
    )


class ActSchema(Strict):
    """One act of a flow, with what it takes."""

    act = fields.String(required=True, validate=length(1, 40))
    reasons = Words(load_default="", validate=length(0, 5000))
    number = Words(load_default="", validate=length(0, 60))


class ItemSchema(Strict):
    """Things that are followed one by one, one a line."""

    values = fields.List(
        Words(validate=length(1, 2000)), required=True, validate=length(1, MOST_ITEMS)
    )
    note = Words(load_default="", validate=length(0, 500))


class JudgementSchema(Strict):
    """What became of one item; ``nth`` counts from 1."""

    nth = fields.Integer(required=True, validate=between(1, 10_000))
    state = fields.String(required=True, validate=length(1, 40))
