"""Bodies that referral takes."""

from typing import Any

from marshmallow import fields, post_load, validates_schema

from chassis.validation import Choice, Coded, Query, Strict, between, length
from lawbook.thresholds import figures_of, offences
from services.referral.domain.document_number import normalised
from services.referral.domain.goods import Good

MOST = 10**15


class Words(fields.String):
    """Text without the blanks around it: blanks alone are no text."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return str(super()._deserialize(value, attr, data, **kwargs)).strip()


class CaseNumber(Words):
    """A number of the police: its year stands in 〔〕, whatever brackets were typed."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return normalised(super()._deserialize(value, attr, data, **kwargs))


class AccountName(Words):
    """The name of a staff account, which has no upper case."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).lower()


class ListQuery(Query):
    """Which items to list."""

    receipt_no = fields.String(load_default=None)
    status = fields.String(load_default=None)
    limit = fields.Integer(load_default=50, validate=between(1, 200))
    cursor = fields.String(load_default="")


class Ruling(Strict):
    """The court's ruling."""

    decision = fields.String(required=True, validate=Choice(("confirmed", "rejected")))
    ruling_no = Words(load_default="", validate=length(0, 60))
    reasons = Words(load_default="", validate=length(0, 2000))


class FiguresSchema(Strict):
    """An offence and the figures that were found for it."""

    offence = fields.String(required=True, validate=Choice(tuple(sorted(offences()))))
    figures = fields.Dict(
        keys=fields.String(), values=fields.Integer(validate=between(0, MOST)), load_default=dict
    )
    repeat = fields.Boolean(load_default=False)
    two_or_more = fields.Boolean(load_default=False)
    reasonable_suspicion = fields.Boolean(load_default=False)

    @validates_schema
    def figures_belong_to_the_offence(self, data: dict[str, Any], **_: Any) -> None:
        """A misspelt figure would count for nothing; it is refused instead."""
        if set(data["figures"]) - figures_of(data["offence"]):
            raise Coded("figure_unknown", at="figures")


class ReportSchema(FiguresSchema):
    """The team's written report."""

    officers = fields.List(
        AccountName(validate=length(1, 60)), required=True, validate=length(2, 20)
    )
    officer_names = fields.List(
        Words(validate=length(1, 64)), load_default=list, validate=length(0, 20)
    )
    summary = Words(required=True, validate=length(10, 10000))


class Approval(Strict):
    """The head's decision."""

    approves = fields.Boolean(required=True)
    reason = Words(load_default="", validate=length(0, 2000))


class PaperSchema(Strict):
    """One paper for the file."""

    code = fields.String(required=True, validate=length(1, 40))
    title = Words(required=True, validate=length(1, 120))
    text = Words(load_default="", validate=length(0, 50000))
    evidence_id = Words(load_default="", validate=length(0, 26))


class PoliceDecision(Strict):
    """What the police decided."""

    decision = fields.String(required=True, validate=Choice(("filed", "not_filed")))
    case_no = CaseNumber(load_default="", validate=length(0, 60))
    reasons = Words(load_default="", validate=length(0, 5000))


class Forwarding(Strict):
    """Whose case it is."""

    desk = Words(required=True, validate=length(1, 40))


class SupplementRequest(Strict):
    """What is missing in a file."""

    wanted = Words(required=True, validate=length(5, 5000))


class GoodSchema(Strict):
    """One line of the list of goods."""

    name = Words(required=True, validate=length(1, 200))
    unit = Words(load_default="", validate=length(0, 20))
    listed = fields.Integer(required=True, validate=between(0, 10**9))
    handed = fields.Integer(required=True, validate=between(0, 10**9))
    perishable = fields.Boolean(load_default=False)
    disposal = Words(load_default="", validate=length(0, 500))

    @post_load
    def to_good(self, data: dict[str, Any], **_: Any) -> Good:
        return Good(**data)


class Handover(Strict):
    """What went to the police, line by line."""

    goods = fields.List(fields.Nested(GoodSchema), load_default=list, validate=length(0, 500))


class PenaltySchema(Strict):
    """An administrative penalty that was decided before."""

    kind = Words(required=True, validate=length(1, 120))
    number = CaseNumber(required=True, validate=length(1, 60))
    decided_on = fields.Date(required=True)


class Reasons(Strict):
    """Why somebody should think again."""

    reasons = Words(required=True, validate=length(5, 5000))
