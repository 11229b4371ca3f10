"""Submissions as different people may see them."""

from datetime import datetime
from typing import Any

from lawbook.presentation import clock_view, instant
from services.intake.domain.correcting import OF_PERSON
from services.intake.domain.extending import can_extend
from services.intake.domain.id_number import masked
from services.intake.domain.jurisdiction import unit_of
from services.intake.domain.kind import ACCEPTED, CONFIDENTIAL, NAMED, RECEIVED
from services.intake.domain.merging import UNDO_WITHIN
from services.intake.domain.rating import may_rate
from services.intake.domain.records import Supplement
from services.intake.domain.representing import lacking_agreement
from services.intake.domain.submission import Submission
from services.intake.web.articles import ground_article, ground_of
from services.intake.web.dossier_views import dossier_view
from services.intake.web.exposure_views import evidence_view
from services.intake.web.handling_views import handling_view

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
        "kind": s.kind,
        "identity": s.identity,
        "refusal": _refusal(s, language),
        "answer": s.closing_explanation if s.result in {"answered"} else "",
        "fields": fields_view(s),
        "supplements": [_supplement(each) for each in s.supplements],
        "tracks": [{"kind": t.kind, "receipt_no": t.receipt_no} for t in s.tracks],
        "split_from": s.split_from,
        "handed_to": _handed_to(s),
        "can_withdraw": s.rules.can_withdraw and s.status in {RECEIVED, ACCEPTED},
        "lacking_agreement": list(lacking_agreement(s)),
        "can_correct": "correct" in s.possible_now,
        "can_rate": may_rate(s, now),
        "rating": _rating(s),
        "clocks": [
            clock_view(c, language, now) for c in s.docket.clocks if c.bearer in CITIZEN_CLOCKS
        ],
    }


def staff_view(
    submission: Submission, language: str, now: datetime, account: str
) -> dict[str, Any]:
    """What an officer or supervisor sees; of secrets only what those who sign in as ``account`` may."""
    clocks = [clock_view(each, language, now) for each in submission.docket.clocks]
    fields = fields_view(submission) | {
        "agent_id_whole": submission.holder.agent_id_number,
        "evidence": evidence_view(submission, account),
    }
    if submission.identity == CONFIDENTIAL:
        hidden = ("co_filers", "representatives", "agent_id_number", "agent_id_whole")
        fields |= dict.fromkeys((*OF_PERSON, *hidden), "")
    return citizen_view(submission, language, now) | {
        "fields": fields,
        "channel": submission.channel,
        "flags": list(submission.flags),
        **handling_view(submission),
        "dossier": dossier_view(submission),
        "triage": _triage(submission),
        "corrections": [
            {
                "name": c.name,
                "before": c.before,
                "after": c.after,
                "at": instant(c.at),
                "by": c.by,
            }
            for c in submission.corrections
            if not (submission.identity == CONFIDENTIAL and c.name in OF_PERSON)
        ],
        "merger": _merger(submission),
        "extension": _extension(submission),
        "can_extend": can_extend(submission, now),
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
        "holder_name": submission.holder.name if submission.identity == NAMED else "",
        "identity": submission.identity,
        "lane": submission.triage.lane if submission.triage else "",
        "flags": list(submission.flags),
        "assignee": submission.assignee,
        "waits_for_citizen": submission.open_supplement is not None,
        "respondent_name": submission.respondent.name,
        "filed_at": instant(submission.filed_at),
        "routes": [each.route for each in submission.routings],
        "next_clock": clock_view(clock, language, now) if clock else None,
    }


def _refusal(submission: Submission, language: str) -> dict[str, str] | None:
    decision, kind = submission.decision, submission.rules.grounds
    if decision is None or decision.accepted:
        return None
    return {
        "ground": decision.ground,
        "article": ground_article(kind, ground_of(kind, decision.ground), language),
        "explanation": decision.explanation,
    }


def _supplement(each: Supplement) -> dict[str, Any]:
    return {
        "purpose": each.purpose,
        "asked_for": each.asked_for,
        "asked_at": instant(each.asked_at),
        "answer": each.answer,
        "answered_at": instant(each.answered_at) if each.answered_at else None,
        "is_open": each.is_open,
    }


def _handed_to(s: Submission) -> dict[str, str] | None:
    if not s.hand_overs:
        return None
    last = s.hand_overs[-1]
    unit = unit_of(last.receiver)
    return {"name": unit.name if unit else last.receiver, "reason": last.reason}


def _triage(s: Submission) -> dict[str, Any] | None:
    if s.triage is None:
        return None
    return {"lane": s.triage.lane, "reason": s.triage.reason, "at": instant(s.triage.at)}


def _rating(s: Submission) -> dict[str, Any] | None:
    if s.rating is None:
        return None
    return {
        "score": s.rating.score,
        "words": s.rating.words,
        "by": s.rating.by,
        "at": instant(s.rating.at),
    }


def _extension(s: Submission) -> dict[str, str] | None:
    if s.extension is None:
        return None
    return {"reason": s.extension.reason, "at": instant(s.extension.at)}


def _merger(s: Submission) -> dict[str, Any] | None:
    if s.merger is None:
        return None
    return {
        "into": s.merger.into,
        "reason": s.merger.reason,
        "at": instant(s.merger.at),
        "undo_until": instant(s.merger.at + UNDO_WITHIN),
    }


def fields_view(s: Submission) -> dict[str, Any]:
    """What was filed, by the names of the form."""
    return {
        "right_type": s.right_type,
        "right_number": s.right_number,
        "holder_role": s.holder.role,
        "holder_name": s.holder.name,
        "holder_uscc": s.holder.uscc,
        "co_filers": "、".join(s.holder.co_filers),
        "representatives": "、".join(s.holder.representatives),
        "mandate": s.holder.mandate,
        "agent_id_number": masked(s.holder.agent_id_number),
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
