"""Submissions as different people may see them."""

from datetime import datetime
from typing import Any

from chassis.catalogue import Catalogue
from chassis.clock import SHANGHAI
from lawbook.presentation import clock_view, instant
from services.intake.domain.submission import Submission
from services.intake.storage.timeline import Entry

CODES = frozenset(
    {"route", "side", "outcome", "decision", "result", "audience", "template", "moment"}
)
INSTANTS = frozenset({"starts_at", "ends_at", "send_by", "due_at"})
CITIZEN_CLOCKS = frozenset({"centre", "complainant"})
SECRET_TYPES = (
    "huhang.referral.transfer.",
    "huhang.intake.clock.",
    "huhang.mediation.clock.",
    "huhang.referral.clock.",
)
"""Events that a citizen does not see: police matters are secret, alarms are for the staff."""


def citizen_view(submission: Submission, language: str, now: datetime) -> dict[str, Any]:
    """What the complainant sees: their own words, the state, and their dates."""
    s = submission
    return {
        "receipt_no": s.receipt_no,
        "status": s.status,
        "result": s.result,
        "filed_at": instant(s.filed_at),
        "closed_at": instant(s.closed_at) if s.closed_at else None,
        "refusal": _refusal(s),
        "fields": _fields(s),
        "clocks": [
            clock_view(c, language, now) for c in s.docket.clocks if c.bearer in CITIZEN_CLOCKS
        ],
    }


def staff_view(submission: Submission, language: str, now: datetime) -> dict[str, Any]:
    """What an officer or supervisor sees."""
    clocks = [clock_view(each, language, now) for each in submission.docket.clocks]
    return citizen_view(submission, language, now) | {
        "kind": submission.kind,
        "channel": submission.channel,
        "clocks": clocks,
        "routings": [
            {"route": r.route, "reason": r.reason, "at": instant(r.at), "result": r.result}
            for r in submission.routings
        ],
        "possible_now": list(submission.possible_now),
    }


def row_view(submission: Submission, language: str, now: datetime) -> dict[str, Any]:
    """One line of the officers' list."""
    clock = submission.docket.next_due()
    return {
        "receipt_no": submission.receipt_no,
        "kind": submission.kind,
        "status": submission.status,
        "right_type": submission.right_type,
        "holder_name": submission.holder.name,
        "respondent_name": submission.respondent.name,
        "filed_at": instant(submission.filed_at),
        "routes": [each.route for each in submission.routings],
        "next_clock": clock_view(clock, language, now) if clock else None,
    }


def timeline_view(
    entries: list[Entry], catalogue: Catalogue, language: str, *, for_staff: bool
) -> list[dict[str, Any]]:
    """The story so far; citizens see roles instead of persons, and no secret steps."""
    return [
        {
            "event_id": entry.event_id,
            "at": instant(entry.at),
            "type": entry.type,
            "actor": {"role": entry.actor_role, "id": entry.actor_id if for_staff else ""},
            "text": _sentence(entry, catalogue, language),
        }
        for entry in entries
        if for_staff or not _is_secret(entry)
    ]


def _is_secret(entry: Entry) -> bool:
    if entry.type == "huhang.intake.submission.routed.v1":
        return bool(entry.data.get("route") == "police")
    if entry.type.startswith("huhang.notification."):
        return entry.data.get("audience") != "complainant"
    return entry.type.startswith(SECRET_TYPES)


def _sentence(entry: Entry, catalogue: Catalogue, language: str) -> str:
    params = {name: _word(name, value, catalogue, language) for name, value in entry.data.items()}
    return catalogue.text(f"timeline.{entry.type}", language, params)


def _word(name: str, value: Any, catalogue: Catalogue, language: str) -> Any:
    if name in CODES:
        return catalogue.text(f"{name}.{value}", language)
    if name in INSTANTS:
        return f"{datetime.fromisoformat(value).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return value


def _refusal(submission: Submission) -> dict[str, str] | None:
    decision = submission.decision
    if decision is None or decision.accepted:
        return None
    return {"ground": decision.ground, "explanation": decision.explanation}


def _fields(s: Submission) -> dict[str, Any]:
    return {
        "right_type": s.right_type,
        "right_number": s.right_number,
        "holder_role": s.holder.role,
        "holder_name": s.holder.name,
        "holder_uscc": s.holder.uscc,
        "respondent_name": s.respondent.name,
        "respondent_unknown": s.respondent.is_unknown,
        "respondent_address": s.respondent.address,
        "respondent_url": s.respondent.url,
        "respondent_platform": s.respondent.platform,
        "respondent_email": s.respondent.email,
        "happened_on": s.happened_on,
        "place": s.place,
        "facts": s.facts,
        "requests": list(s.requests),
        "agrees_to_mediation": s.agrees_to_mediation,
        "contact_name": s.contact.name,
        "contact_phone": s.contact.phone,
        "contact_email": s.contact.email,
        "evidence": [vars(each) for each in s.evidence],
    }
