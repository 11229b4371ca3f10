"""Bodies that intake takes and gives."""

from collections.abc import Iterable
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from chassis.validation import Choice, Coded, Strict, length
from lawbook.right_types import right_types
from services.intake.application.file_submission import FileSubmission
from services.intake.domain.advice import FILER_FLAGS
from services.intake.domain.kind import (
    AID,
    ANONYMOUS,
    COMPLAINT,
    CONSULTATION,
    IDENTITIES,
    KINDS,
    NAMED,
    REPORT,
)
from services.intake.domain.parties import Contact, Holder, Respondent
from services.intake.web.joint_filing import check_joint, check_mandate, names_in
from services.intake.web.normalising import (
    Compact,
    HalfWidth,
    Line,
    Paragraphs,
    PartialDate,
    Telephone,
    check_email,
    check_id_number,
    check_phone,
    check_right_number,
    check_uscc,
)

CHANNELS = (
    "web",
    "phone",
    "counter",
    "letter",
    "expo",
    "station",
    "platform",
    "transferred",
    "api",
)
HOLDER_ROLES = ("self", "licensee", "agent", "employee")
REQUESTS = ("stop", "takedown", "compensation", "investigation", "information")
NOTICES = ("email", "sms", "phone", "letter")
LANGUAGES = ("zh", "en")
MOST_EVIDENCE = 30
LEAST_FACTS = 10
NEEDED = {
    COMPLAINT: (
        "right_type",
        "holder_role",
        "holder_name",
        "place",
        "facts",
        "requests",
        "contact_name",
    ),
    REPORT: ("place", "facts"),
    CONSULTATION: ("facts", "contact_name"),
    AID: ("right_type", "holder_role", "holder_name", "facts", "contact_name"),
}
"""What each kind of matter cannot do without."""
_OF_PERSON = (
    "holder_name",
    "holder_uscc",
    "co_filers",
    "representatives",
    "agent_id_number",
    "contact_name",
    "contact_phone",
    "contact_email",
)


class Code(fields.String):
    """One of some codes, or nothing."""

    def __init__(self, codes: Iterable[str], **more: Any) -> None:
        choice = Choice(tuple(codes))
        super().__init__(validate=lambda code: choice(code) if code else code, **more)


class EvidenceRef(Strict):
    """An uploaded file and what it shows."""

    id = fields.String(required=True, validate=length(1, 26))
    description = Line(load_default="", validate=length(0, 200))


class SubmissionFields(Strict):
    """What somebody files.

    Law: SAMR121 arts 10-11 (real name, respondent, request and facts)
    """

    kind = fields.String(required=True, validate=Choice(tuple(KINDS)))
    identity = fields.String(load_default=NAMED, validate=Choice(IDENTITIES))
    flags = fields.List(
        fields.String(validate=Choice(FILER_FLAGS)),
        load_default=list,
        validate=length(0, len(FILER_FLAGS)),
    )
    channel = fields.String(load_default="web", validate=Choice(CHANNELS))
    language = fields.String(load_default="zh", validate=Choice(LANGUAGES))
    right_type = Code([each.code for each in right_types()], load_default="")
    right_number = Compact(load_default="", validate=length(0, 40))
    holder_role = Code(HOLDER_ROLES, load_default="")
    holder_name = Line(load_default="", validate=length(0, 100))
    holder_uscc = Compact(load_default="", validate=check_uscc)
    co_filers = Paragraphs(load_default="", validate=length(0, 2000))
    representatives = Line(load_default="", validate=length(0, 200))
    mandate = Line(load_default="", validate=length(0, 200))
    agent_id_number = Compact(load_default="", validate=check_id_number)
    respondent_name = Line(load_default="", validate=length(0, 200))
    respondent_unknown = fields.Boolean(load_default=False)
    respondent_address = Line(load_default="", validate=length(0, 300))
    respondent_url = HalfWidth(load_default="", validate=length(0, 500))
    respondent_platform = Line(load_default="", validate=length(0, 60))
    respondent_email = HalfWidth(load_default="", validate=check_email)
    happened_on = PartialDate(load_default="", validate=length(0, 10))
    place = Line(load_default="", validate=length(0, 200))
    facts = Paragraphs(load_default="", validate=length(0, 2000))
    requests = fields.List(
        fields.String(validate=Choice(REQUESTS)),
        load_default=list,
        validate=length(0, len(REQUESTS)),
    )
    agrees_to_mediation = fields.Boolean(load_default=False)
    contact_name = Line(load_default="", validate=length(0, 64))
    contact_phone = Telephone(load_default="", validate=check_phone)
    contact_email = HalfWidth(load_default="", validate=check_email)
    notify_by = fields.List(
        fields.String(validate=Choice(NOTICES)), load_default=list, validate=length(0, len(NOTICES))
    )
    evidence = fields.List(
        fields.Nested(EvidenceRef), load_default=list, validate=length(0, MOST_EVIDENCE)
    )

    @validates_schema(skip_on_field_errors=False)
    def check_together(self, data: dict[str, Any], **_: Any) -> None:
        asked = self.only or set(self.fields)
        kind = data.get("kind", COMPLAINT)
        anonymous = kind == REPORT and data.get("identity") == ANONYMOUS
        checks = [_needed, _respondent, _right_number, _evidence, _identity]
        checks += [check_joint, check_mandate]
        checks.append(_nobody if anonymous else _contact)
        problems: dict[str, Any] = {}
        for check in checks:
            try:
                check(data, asked)
            except ValidationError as problem:
                problems |= {k: v for k, v in _by_field(problem).items() if k not in problems}
        if problems:
            raise ValidationError(problems)


def _by_field(problem: ValidationError) -> dict[str, Any]:
    if isinstance(problem.messages, dict):
        return problem.messages
    return {str(problem.field_name): problem.messages}


def _needed(data: dict[str, Any], asked: Any) -> None:
    # A value that was refused is missing here, and was complained about where it was refused.
    needed = set(NEEDED.get(data.get("kind", COMPLAINT), ()))
    if data.get("kind") == REPORT and data.get("identity", NAMED) != ANONYMOUS:
        needed.add("contact_name")
    problems: dict[str, Any] = {
        name: ["required"] for name in sorted(needed & set(asked)) if not data.get(name, "x")
    }
    facts = data.get("facts", "")
    if facts and "facts" in asked and len(facts.replace("\r\n", "\n")) < LEAST_FACTS:
        problems["facts"] = [("too_short", {"min": LEAST_FACTS})]
    if problems:
        raise ValidationError(problems)


def _identity(data: dict[str, Any], asked: Any) -> None:
    hidden = data.get("identity", NAMED) != NAMED
    if hidden and "kind" in asked and not KINDS[data["kind"]].may_hide_identity:
        raise Coded("identity_needed", at="identity")


def _nobody(data: dict[str, Any], asked: Any) -> None:
    """Who reports without a name is asked for nothing, and nothing is kept by mistake."""
    told = [name for name in _OF_PERSON if name in asked and data.get(name)]
    if told:
        raise ValidationError({name: ["anonymous_names_nobody"] for name in told})


def _respondent(data: dict[str, Any], asked: Any) -> None:
    if data.get("kind", COMPLAINT) not in {COMPLAINT, REPORT}:
        return
    named = data.get("respondent_name", "x") or data.get("respondent_unknown")
    if "respondent_name" in asked and not named:
        raise Coded("respondent_missing", at="respondent_name")


def _contact(data: dict[str, Any], asked: Any) -> None:
    reachable = data.get("contact_phone", "x") or data.get("contact_email", "x")
    if "contact_phone" in asked and not reachable:
        raise Coded("contact_missing", at="contact_phone")


def _right_number(data: dict[str, Any], asked: Any) -> None:
    kind, number = data.get("right_type", ""), data.get("right_number", "")
    if "right_number" in asked and not check_right_number(kind, number):
        raise Coded(_number_problem(kind), at="right_number")


def _number_problem(right_type: str) -> str:
    if right_type.startswith("patent_"):
        return "patent_number_wrong"
    return "mark_number_wrong" if right_type == "trademark" else "right_number_wrong"


def _evidence(data: dict[str, Any], _asked: Any) -> None:
    if "evidence" not in data or not all(isinstance(each, dict) for each in data["evidence"]):
        return
    ids = [each.get("id") for each in data["evidence"]]
    for n, evidence_id in enumerate(ids):
        if evidence_id and evidence_id in ids[:n]:
            raise ValidationError({"evidence": {n: {"id": ["evidence_twice"]}}})


class FileSubmissionSchema(SubmissionFields):
    """Body of ``POST /api/v1/submissions``."""

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> FileSubmission:
        return FileSubmission(
            kind=data["kind"],
            identity=data["identity"],
            flags=tuple(dict.fromkeys(data["flags"])),
            channel=data["channel"],
            language=data["language"],
            right_type=data["right_type"],
            right_number=data["right_number"],
            holder=Holder(
                name=data["holder_name"],
                role=data["holder_role"],
                uscc=data["holder_uscc"],
                co_filers=names_in(data["co_filers"]),
                representatives=names_in(data["representatives"]),
                mandate=data["mandate"],
                agent_id_number=data["agent_id_number"],
            ),
            respondent=Respondent(
                name=data["respondent_name"],
                # A name says more than the box for "I do not know".
                is_unknown=data["respondent_unknown"] and not data["respondent_name"],
                address=data["respondent_address"],
                url=data["respondent_url"],
                platform=data["respondent_platform"],
                email=data["respondent_email"],
            ),
            happened_on=data["happened_on"],
            place=data["place"],
            facts=data["facts"],
            requests=tuple(dict.fromkeys(data["requests"])),
            agrees_to_mediation=data["agrees_to_mediation"],
            contact=Contact(
                name=data["contact_name"],
                phone=data["contact_phone"],
                email=data["contact_email"],
                notify_by=tuple(dict.fromkeys(data["notify_by"])),
            ),
            evidence=tuple((each["id"], each["description"]) for each in data["evidence"]),
        )


class CheckSchema(Strict):
    """Body of ``POST /api/v1/submissions/check``: some fields, and which of them a page asks for."""

    names = fields.List(
        fields.String(validate=Choice(tuple(SubmissionFields().fields))),
        required=True,
        validate=length(1, 40),
        data_key="only",
    )
    values = fields.Dict(data_key="fields", required=True)
