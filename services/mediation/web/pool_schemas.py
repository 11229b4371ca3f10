"""Bodies about members of the expert pool."""

from typing import Any

from marshmallow import fields, post_load

from chassis.validation import Choice, Query, Strict, between, length
from lawbook.right_types import right_types
from services.mediation.application.pool import ApplyForPool, DecideApplication
from services.mediation.domain.application import STATES
from services.mediation.domain.expert import GROUNDS
from services.mediation.domain.profile import IPC_SECTIONS, ROLES, Profile, Qualification
from services.mediation.domain.standing import SCORES

FIELDS = (*(each.code for each in right_types()), "confusion")
LANGUAGES = ("zh", "en", "ja", "ko", "de", "fr", "ru", "es")


def _list(inner: fields.Field[Any], most: int = 20, fewest: int = 0) -> fields.List[Any]:
    missing: dict[str, Any] = {"required": True} if fewest else {"load_default": list}
    return fields.List(inner, validate=length(fewest, most), **missing)


class QualificationSchema(Strict):
    """A licence or certificate."""

    name = fields.String(required=True, validate=length(1, 100))
    number = fields.String(load_default="", validate=length(0, 60))
    valid_until = fields.Date(load_default=None, allow_none=True)

    @post_load
    def to_qualification(self, data: dict[str, Any], **_: Any) -> Qualification:
        return Qualification(**data)


class ProfileSchema(Strict):
    """What somebody can do and for whom they have worked."""

    roles = _list(fields.String(validate=Choice(ROLES)), len(ROLES), 1)
    ipc = _list(fields.String(validate=Choice(tuple(IPC_SECTIONS))), len(IPC_SECTIONS))
    nice = _list(fields.Integer(validate=between(1, 45)), 45)
    qualifications = _list(fields.Nested(QualificationSchema))
    languages = _list(fields.String(validate=Choice(LANGUAGES)), len(LANGUAGES), 1)
    regions = _list(fields.String(validate=length(1, 40)))
    employer = fields.String(load_default="", validate=length(0, 100))
    past_agencies = _list(fields.String(validate=length(1, 100)))

    @post_load
    def to_profile(self, data: dict[str, Any], **_: Any) -> Profile:
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
        return Profile(**plain)


class ApplicationBody(Strict):
    """An application for the pool."""

    name = fields.String(required=True, validate=length(1, 64))
    email = fields.Email(required=True, validate=length(3, 254))
    phone = fields.String(load_default="", validate=length(0, 40))
    fields_known = fields.List(
        fields.String(validate=Choice(FIELDS)),
        required=True,
        data_key="fields",
        validate=length(1, len(FIELDS)),
    )
    profile = fields.Nested(ProfileSchema, required=True)
    statement = fields.String(load_default="", validate=length(0, 2000))
    may_be_listed = fields.Boolean(load_default=False)

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> ApplyForPool:
        known = tuple(data.pop("fields_known"))
        return ApplyForPool(fields=known, **data)


class ApplicationQuery(Query):
    """Which applications to list."""

    status = fields.String(load_default="received", validate=Choice(STATES))


class DecisionBody(Strict):
    """A decision on an application. ``account`` for those who are admitted."""

    admits = fields.Boolean(required=True)
    reason = fields.String(load_default="", validate=length(0, 500))
    account = fields.String(load_default="", validate=length(0, 60))
    term_until = fields.Date(load_default=None, allow_none=True)

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> DecideApplication:
        return DecideApplication(**data)


class QuestionBody(Strict):
    """What is asked of an applicant, or answered."""

    text = fields.String(required=True, validate=length(2, 2000))


class TermBody(Strict):
    """The last day of an appointment."""

    term_until = fields.Date(required=True)


class RatingBody(Strict):
    """What an officer thinks of the work in a case, one to five."""

    score = fields.Integer(required=True, validate=between(SCORES[0], SCORES[-1]))
    note = fields.String(load_default="", validate=length(0, 500))


class InterestSchema(Strict):
    """A tie to a person or firm."""

    name = fields.String(required=True, validate=length(1, 100))
    ground = fields.String(required=True, validate=Choice(GROUNDS))


class InterestsBody(Strict):
    """Everything that a member declares; it replaces what was declared before."""

    interests = _list(fields.Nested(InterestSchema), 50)


class SuspensionBody(Strict):
    """Why a member takes no new case; empty lifts the suspension."""

    reason = fields.String(required=True, validate=length(0, 500))


class DrawResult(Strict):
    """The public word with which a draw is held."""

    public_word = fields.String(required=True, validate=length(1, 200))
