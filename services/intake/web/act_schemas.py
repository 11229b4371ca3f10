"""Bodies of what people do with a submission after it was filed."""

from marshmallow import fields

from chassis.validation import Choice, Strict, between, length
from lawbook.returns import return_grounds
from lawbook.supplements import purposes
from services.intake.domain.advice import FLAGS, LANES
from services.intake.domain.exposing import LEVELS, NEVER, STAGES
from services.intake.domain.kind import KINDS, ROUTES
from services.intake.domain.rating import BEST, WORST
from services.intake.domain.submission import CLOSINGS
from services.intake.web.normalising import Compact, HalfWidth, Line, Paragraphs
from services.intake.web.schemas import MOST_EVIDENCE, EvidenceRef

MOST_AT_ONCE = 100
MOST_READERS = 20
"""Who may see one secret."""


class TrackSchema(Strict):
    """A receipt number and its query code, as people type them."""

    receipt_no = fields.String(required=True, validate=length(1, 40))
    query_code = fields.String(required=True, validate=length(1, 40))


class RefusalSchema(Strict):
    """Why a matter is refused."""

    ground = fields.String(required=True, validate=length(1, 10))
    explanation = Paragraphs(required=True, validate=length(2, 2000))


class RoutingSchema(Strict):
    """Where a matter goes, and why."""

    route = fields.String(required=True, validate=Choice(ROUTES))
    reason = Paragraphs(required=True, validate=length(2, 500))


class ClosingSchema(Strict):
    """How a matter ended, in the officer's words."""

    result = fields.String(required=True, validate=Choice(CLOSINGS))
    explanation = Paragraphs(required=True, validate=length(2, 2000))


class SplitSchema(Strict):
    """Which legal track becomes a matter of its own, and why."""

    kind = fields.String(required=True, validate=Choice(tuple(KINDS)))
    reason = Paragraphs(required=True, validate=length(2, 500))


class AnswerSchema(Strict):
    """The answer to a question."""

    text = Paragraphs(required=True, validate=length(2, 4000))


class AskSchema(Strict):
    """What the citizen is asked for, and what for."""

    purpose = fields.String(required=True, validate=Choice(tuple(purposes())))
    asked_for = Paragraphs(required=True, validate=length(2, 1000))


class SupplySchema(Strict):
    """The citizen's answer."""

    answer = Paragraphs(required=True, validate=length(1, 2000))
    evidence = fields.List(
        fields.Nested(EvidenceRef), load_default=list, validate=length(0, MOST_EVIDENCE)
    )


class RedactionSchema(Strict):
    """The uploaded file in which something is made unreadable, and why."""

    copy = fields.String(required=True, validate=length(1, 26))
    reason = Paragraphs(required=True, validate=length(2, 500))


class ExposureSchema(Strict):
    """Who may see a piece of evidence, and why. ``respondent_from``: a state of the matter, or never."""

    level = fields.String(required=True, validate=Choice(LEVELS))
    readers = fields.List(
        Line(validate=length(1, 80)), load_default=list, validate=length(0, MOST_READERS)
    )
    respondent_from = fields.String(load_default=NEVER, validate=Choice((NEVER, *STAGES)))
    goes_along = fields.Boolean(load_default=False)
    reason = Paragraphs(required=True, validate=length(2, 500))


class ReasonSchema(Strict):
    """Why."""

    reason = Paragraphs(required=True, validate=length(2, 500))


class ReturnSchema(Strict):
    """On which ground work is given back, why, and who should have it instead."""

    ground = fields.String(required=True, validate=Choice(tuple(return_grounds())))
    reason = Paragraphs(required=True, validate=length(2, 500))
    proposed = Line(required=True, validate=length(2, 100))


class RulingSchema(Strict):
    """Who handles it from now on, and why."""

    assignee = Line(required=True, validate=length(1, 80))
    reason = Paragraphs(required=True, validate=length(2, 500))


class LikenessSchema(Strict):
    """What is about to be filed, as far as it is known."""

    kind = fields.String(required=True, validate=Choice(tuple(KINDS)))
    respondent_name = Line(load_default="", validate=length(0, 200))
    respondent_url = HalfWidth(load_default="", validate=length(0, 500))
    right_type = fields.String(load_default="", validate=length(0, 40))
    right_number = Compact(load_default="", validate=length(0, 40))


class RatingSchema(Strict):
    """How content somebody is, and why if they like."""

    score = fields.Integer(required=True, validate=between(WORST, BEST))
    words = Paragraphs(load_default="", validate=length(0, 500))


class CorrectionSchema(Strict):
    """Fields to put right, by name; they are checked as in filing."""

    fields_ = fields.Dict(keys=fields.String(), required=True, data_key="fields")


class MessageSchema(Strict):
    """A message."""

    text = Paragraphs(required=True, validate=length(1, 2000))


class TriageSchema(Strict):
    """The lane, its flags, and why it differs from the suggestion or not."""

    lane = fields.String(required=True, validate=Choice(LANES))
    flags = fields.List(
        fields.String(validate=Choice(FLAGS)), load_default=list, validate=length(0, len(FLAGS))
    )
    reason = Paragraphs(load_default="", validate=length(0, 500))


class HandOverSchema(Strict):
    """The competent body, and why it is theirs."""

    receiver = fields.String(required=True, validate=length(1, 40))
    reason = Paragraphs(required=True, validate=length(2, 500))


class MergerSchema(Strict):
    """Which matter this one repeats."""

    into = fields.String(required=True, validate=length(13, 13))
    reason = Paragraphs(required=True, validate=length(2, 500))


class AssignmentSchema(Strict):
    """Several matters for one officer; an empty account takes them back. ``by_rule``: the rules choose."""

    receipt_nos = fields.List(
        fields.String(validate=length(13, 13)), required=True, validate=length(1, MOST_AT_ONCE)
    )
    assignee = Line(load_default="", validate=length(0, 80))
    by_rule = fields.Boolean(load_default=False)
