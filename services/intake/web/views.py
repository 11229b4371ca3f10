"""Submissions as different people may see them."""

from datetime import datetime
from typing import Any

from lawbook.presentation import clock_view, instant
from services.intake.domain.submission import Submission

CITIZEN_CLOCKS = frozenset({"centre", "complainant"})


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
        "closing_explanation": submission.closing_explanation,
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
