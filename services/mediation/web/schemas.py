"""Bodies that mediation takes."""

from typing import Any

from marshmallow import fields, post_load
from webargs.fields import DelimitedList

from chassis.validation import Choice, Query, Strict, between, length
from services.mediation.domain.agreement import Terms
from services.mediation.domain.clauses import clauses
from services.mediation.domain.parties import SIDES
from services.mediation.web.proceeding_fields import files

EQUIPMENT = ("video", "step_free", "hearing_loop", "projector")
OUTCOMES = ("agreed", "not_agreed", "adjourned")
MOST_FEN = 100_000_000_000
MOST_PARTS = 24


class Consent(Strict):
    """Yes or no to mediation."""

    agrees = fields.Boolean(required=True)


class Invitation(Strict):
    """The token of an invitation link."""

    token = fields.String(required=True, validate=length(1, 80))


class Proposal(Strict):
    """Who shall be asked to mediate."""

    expert_id = fields.String(required=True, validate=length(1, 26))


class ProposalAnswer(Strict):
    """The expert's answer with the declaration of interests."""

    accepts = fields.Boolean(required=True)
    has_conflict = fields.Boolean(required=True)
    statement = fields.String(load_default="", validate=length(0, 1000))


class SlotQuery(Query):
    """In which days to look for slots: from a day, or from the first possible one."""

    since = fields.Date(data_key="from", load_default=None)
    days = fields.Integer(load_default=60, validate=between(1, 60))
    seats = fields.Integer(load_default=0, validate=between(0, 200))
    equipment = DelimitedList(fields.String(validate=Choice(EQUIPMENT)), load_default=list)
    minutes = fields.Integer(load_default=60, validate=between(30, 240))


class SlotCheck(Query):
    """A time that somebody wants."""

    at = fields.AwareDateTime(required=True)
    minutes = fields.Integer(load_default=60, validate=between(30, 240))


class SessionWish(Strict):
    """When and where to meet."""

    room_id = fields.String(required=True, validate=length(1, 26))
    starts_at = fields.AwareDateTime(required=True)
    minutes = fields.Integer(load_default=60, validate=between(30, 240))


class Part(Strict):
    """One payment of several."""

    amount_fen = fields.Integer(required=True, validate=between(1, MOST_FEN))
    pay_by = fields.Date(required=True)


class Duty(Strict):
    """Something that is to be done, by its last day."""

    what = fields.String(required=True, validate=length(2, 300))
    by = fields.Date(required=True)


class TermsSchema(Strict):
    """What was agreed."""

    terms = fields.String(required=True, validate=length(5, 5000))
    amount_fen = fields.Integer(load_default=0, validate=between(0, MOST_FEN))
    pay_by = fields.Date(load_default=None, allow_none=True)
    joint_confirmation = fields.Boolean(load_default=False)
    clauses = fields.List(
        fields.String(validate=Choice(tuple(clauses()))), load_default=list, validate=length(0, 10)
    )

    instalments = fields.List(
        fields.Nested(Part), load_default=list, validate=length(0, MOST_PARTS)
    )

    first_signer = fields.String(load_default="", validate=Choice(("", *SIDES)))

    duties = fields.List(fields.Nested(Duty), load_default=list, validate=length(0, MOST_PARTS))

    @post_load
    def to_terms(self, data: dict[str, Any], **_: Any) -> Terms:
        return Terms(
            text=data["terms"],
            amount_fen=data["amount_fen"],
            pay_by=data["pay_by"],
            joint_confirmation=data["joint_confirmation"],
            clauses=tuple(data["clauses"]),
            instalments=tuple((p["amount_fen"], p["pay_by"]) for p in data["instalments"]),
            first_signer=data["first_signer"],
            duties=tuple((each["what"], each["by"]) for each in data["duties"]),
        )


class Performance(Strict):
    """Whether a step was performed, with files that show it."""

    number = fields.Integer(required=True, validate=between(1, 2 * MOST_PARTS))
    state = fields.String(required=True, validate=Choice(("performed", "breached", "due")))
    note = fields.String(load_default="", validate=length(0, 500))
    files = files()


class Outcome(Strict):
    """What a session brought."""

    outcome = fields.String(required=True, validate=Choice(OUTCOMES))
    minutes_text = fields.String(required=True, validate=length(2, 20000))
    held_earlier = fields.Boolean(load_default=False)
    agreement = fields.Nested(TermsSchema, load_default=None, allow_none=True)


class Redraft(Strict):
    """Another text."""

    agreement = fields.Nested(TermsSchema, required=True)


class Correction(Redraft):
    """A corrected text of what was signed, and why."""

    reason = fields.String(required=True, validate=length(2, 500))


class Ranking(Strict):
    """Ids of recommended experts, the most wished first."""

    ranked = fields.List(
        fields.String(validate=length(1, 26)), required=True, validate=length(1, 5)
    )


class Signature(Strict):
    """The code that came by mail."""

    code = fields.String(required=True, validate=length(6, 6))


class SignatureRefused(Strict):
    """Why a side does not sign."""

    reason = fields.String(required=True, validate=length(2, 1000))


class PaperSignature(Strict):
    """The side that signed by hand."""

    side = fields.String(required=True, validate=Choice(SIDES))


class End(Strict):
    """Why a case ends without an agreement."""

    ground = fields.String(required=True, validate=length(1, 10))
    explanation = fields.String(load_default="", validate=length(0, 2000))


class CaseQuery(Query):
    """Which cases to list."""

    receipt_no = fields.String(load_default=None)
    status = fields.String(load_default=None)
    limit = fields.Integer(load_default=50, validate=between(1, 200))
    cursor = fields.String(load_default="")


class SessionQuery(Query):
    """From which instant on to list sessions."""

    since = fields.AwareDateTime(data_key="from", load_default=None)
