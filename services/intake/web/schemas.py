"""Bodies that intake takes and gives."""

import re
from datetime import date
from typing import Any

from marshmallow import fields, post_load, pre_load, validates_schema

from chassis.clock import local_date
from chassis.transaction import service
from chassis.validation import Choice, Coded, Strict, length
from lawbook.right_types import right_types
from services.intake.application.file_submission import FileSubmission
from services.intake.domain.parties import Contact, Holder, Respondent
from services.intake.domain.submission import ROUTES
from services.intake.web.normalising import (
    Compact,
    Text,
    check_email,
    check_phone,
    check_right_number,
    check_uscc,
)

KINDS = ("complaint",)
CHANNELS = ("web", "phone", "counter", "letter", "expo", "station")
HOLDER_ROLES = ("self", "licensee", "agent", "employee")
REQUESTS = ("stop", "takedown", "compensation", "investigation", "information")
NOTICES = ("email", "sms", "phone", "letter")
LANGUAGES = ("zh", "en")
MOST_EVIDENCE = 30
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class EvidenceRef(Strict):
    """An uploaded file and what it shows."""

    id = fields.String(required=True, validate=length(1, 26))
    description = Text(load_default="", validate=length(0, 200))


class SubmissionFields(Strict):
    """What somebody files.

    Law: SAMR121 arts 10-11 (real name, respondent, request and facts)
    """

    kind = fields.String(required=True, validate=Choice(KINDS))
    channel = fields.String(load_default="web", validate=Choice(CHANNELS))
    language = fields.String(load_default="zh", validate=Choice(LANGUAGES))
    right_type = fields.String(
        required=True, validate=Choice([each.code for each in right_types()])
    )
    right_number = Compact(load_default="", validate=length(0, 40))
    holder_role = fields.String(required=True, validate=Choice(HOLDER_ROLES))
    holder_name = Text(required=True, validate=length(1, 100))
    holder_uscc = Compact(load_default="", validate=check_uscc)
    respondent_name = Text(load_default="", validate=length(0, 200))
    respondent_unknown = fields.Boolean(load_default=False)
    respondent_address = Text(load_default="", validate=length(0, 300))
    respondent_url = Text(load_default="", validate=length(0, 500))
    respondent_platform = Text(load_default="", validate=length(0, 60))
    respondent_email = Text(load_default="", validate=[length(0, 254), check_email])
    happened_on = Compact(load_default="")
    place = Text(required=True, validate=length(1, 200))
    facts = Text(required=True, validate=length(10, 2000))
    requests = fields.List(
        fields.String(validate=Choice(REQUESTS)), required=True, validate=length(1, len(REQUESTS))
    )
    agrees_to_mediation = fields.Boolean(load_default=False)
    contact_name = Text(required=True, validate=length(1, 64))
    contact_phone = Compact(load_default="", validate=[length(0, 20), check_phone])
    contact_email = Text(load_default="", validate=[length(0, 254), check_email])
    notify_by = fields.List(fields.String(validate=Choice(NOTICES)), load_default=list)
    evidence = fields.List(
        fields.Nested(EvidenceRef), load_default=list, validate=length(0, MOST_EVIDENCE)
    )

    @pre_load
    def keep_dashes_of_dates(self, data: Any, **_: Any) -> Any:
        """A date's dashes are no separators to be dropped."""
        if isinstance(data, dict) and isinstance(data.get("happened_on"), str):
            return data | {"happened_on": data["happened_on"].replace("-", ".")}
        return data

    @validates_schema(skip_on_field_errors=False)
    def check_together(self, data: dict[str, Any], **_: Any) -> None:
        asked = self.only or set(self.fields)
        for check in (_respondent, _contact, _right_number, _happened_on):
            check(data, asked)


def _respondent(data: dict[str, Any], asked: Any) -> None:
    named = data.get("respondent_name") or data.get("respondent_unknown")
    if "respondent_name" in asked and not named:
        raise Coded("respondent_missing", at="respondent_name")


def _contact(data: dict[str, Any], asked: Any) -> None:
    reachable = data.get("contact_phone", "x") or data.get("contact_email", "x")
    if "contact_phone" in asked and not reachable:
        raise Coded("contact_missing", at="contact_phone")


def _right_number(data: dict[str, Any], asked: Any) -> None:
    kind, number = data.get("right_type", ""), data.get("right_number", "")
    if "right_number" in asked and not check_right_number(kind, number):
        patent = kind.startswith("patent_")
        raise Coded("patent_number_wrong" if patent else "mark_number_wrong", at="right_number")


def _happened_on(data: dict[str, Any], asked: Any) -> None:
    text = data.get("happened_on", "")
    if "happened_on" not in asked or not text:
        return
    first_day = first_day_of(text)
    if first_day is None:
        raise Coded("happened_on_wrong", at="happened_on")
    if first_day > local_date(service().clock.now()):
        raise Coded("happened_on_future", at="happened_on")


def first_day_of(text: str) -> date | None:
    """The first day of ``2026``, ``2026.11`` or ``2026.11.20``; None when it is no date."""
    found = _PARTIAL_DATE.fullmatch(text.replace(".", "-"))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


class FileSubmissionSchema(SubmissionFields):
    """Body of ``POST /api/v1/submissions``."""

    @post_load
    def to_command(self, data: dict[str, Any], **_: Any) -> FileSubmission:
        return FileSubmission(
            kind=data["kind"],
            channel=data["channel"],
            language=data["language"],
            right_type=data["right_type"],
            right_number=data["right_number"],
            holder=Holder(
                name=data["holder_name"], role=data["holder_role"], uscc=data["holder_uscc"]
            ),
            respondent=Respondent(
                name=data["respondent_name"],
                is_unknown=data["respondent_unknown"],
                address=data["respondent_address"],
                url=data["respondent_url"],
                platform=data["respondent_platform"],
                email=data["respondent_email"],
            ),
            happened_on=data["happened_on"].replace(".", "-"),
            place=data["place"],
            facts=data["facts"],
            requests=tuple(dict.fromkeys(data["requests"])),
            agrees_to_mediation=data["agrees_to_mediation"],
            contact=Contact(
                name=data["contact_name"],
                phone=data["contact_phone"],
                email=data["contact_email"],
                notify_by=tuple(data["notify_by"]),
            ),
            evidence=tuple((each["id"], each["description"]) for each in data["evidence"]),
        )


class CheckSchema(Strict):
    """Body of ``POST /api/v1/submissions/check``: some fields, and which of them a page asks for."""

    names = fields.List(fields.String(), required=True, validate=length(1, 40), data_key="only")
    values = fields.Dict(data_key="fields", required=True)


class TrackSchema(Strict):
    """A receipt number and its query code, as people type them."""

    receipt_no = fields.String(required=True, validate=length(1, 40))
    query_code = fields.String(required=True, validate=length(1, 40))


class NoFields(Strict):
    """A body without fields."""


class RefusalSchema(Strict):
    """Why a matter is refused."""

    ground = fields.String(required=True, validate=length(1, 10))
    explanation = Text(required=True, validate=length(5, 2000))


class RoutingSchema(Strict):
    """Where a matter goes, and why."""

    route = fields.String(required=True, validate=Choice(ROUTES))
    reason = Text(required=True, validate=length(2, 500))
