"""Cases as different people may see them."""

from datetime import datetime
from typing import Any

from chassis.clock import local_date
from lawbook.grounds import recusal_grounds
from lawbook.presentation import clock_view, instant
from services.mediation.domain.agreement import Agreement
from services.mediation.domain.case import ACCEPT, Case
from services.mediation.domain.clauses import clauses
from services.mediation.domain.enforcement import ways_to_enforce
from services.mediation.domain.expert import Expert
from services.mediation.domain.parties import SIDES
from services.mediation.domain.records import Appraisal
from services.mediation.storage.sessions import Session
from services.mediation.web.proceeding_views import file_view

_AFTER_DECLARATION = (
    "consents",
    "sessions",
    "attendance",
    "away",
    "wishes",
    "zones",
    "challenges",
    "appraisals",
    "facts",
    "absences",
)


def session_view(session: Session, room_name: str) -> dict[str, Any]:
    """One session."""
    return {
        "session_id": session.id,
        "case_id": session.case_id,
        "receipt_no": session.receipt_no,
        "room_id": session.room_id,
        "room_name": room_name,
        "starts_at": instant(session.starts_at),
        "ends_at": instant(session.ends_at),
        "is_live": session.is_live,
        "held_until": instant(session.held_until) if session.held_until else None,
    }


def row_view(case: Case, language: str, now: datetime) -> dict[str, Any]:
    """One line of a list."""
    clock = case.docket.next_due()
    return {
        "case_id": case.id,
        "receipt_no": case.receipt_no,
        "status": case.status,
        "right_type": case.right_type,
        "complainant": case.parties.complainant.name if case.parties else "",
        "respondent": case.parties.respondent.name if case.parties else "",
        "mediator_account": case.mediator_account,
        "mediation_due_on": case.mediation_due_on.isoformat() if case.mediation_due_on else None,
        "next_clock": clock_view(clock, language, now) if clock else None,
    }


def case_view(
    case: Case,
    sessions: list[tuple[Session, str]],
    mediator: Expert | None,
    language: str,
    now: datetime,
) -> dict[str, Any]:
    """What everybody in the case may see: no addresses, no codes."""
    return row_view(case, language, now) | {
        "opened_at": instant(case.opened_at),
        "consents": dict(case.consents),
        "mediator": _mediator(mediator, case),
        "sessions": [session_view(session, room) for session, room in sessions],
        "attendance": dict(case.attendance),
        "arrived": {who: instant(at) for who, at in case.arrived.items()},
        "begun_at": instant(case.begun_at) if case.begun_at else None,
        "away": {
            side: [{"from": first.isoformat(), "until": last.isoformat()} for first, last in spans]
            for side, spans in case.away.items()
        },
        "wishes": {side: [instant(at) for at in times] for side, times in case.wishes.items()},
        "zones": {side: zone for side, zone in case.zones.items() if zone},
        "challenges": [
            {
                "side": each.side,
                "ground": each.ground,
                "at": instant(each.at),
                "upheld": each.upheld,
            }
            for each in case.challenges
        ],
        "is_suspended": case.is_suspended,
        "facts": _facts(case),
        "appraisals": [_appraisal(each) for each in case.appraisals],
        "recusal_grounds": _recusal_grounds("zh" if language.startswith("zh") else "en"),
        "agreement": _agreement(case.agreement),
        "correction": _agreement(case.correction),
        "ways_to_enforce": _ways_to_enforce(case, now),
        "corrected_texts": [_agreement(each) for each in case.earlier_texts if each.corrected_by],
        "ground": case.ground,
        "clocks": [clock_view(each, language, now) for each in case.docket.clocks],
        "possible_now": list(case.possible(now)),
    }


def before_declaration(view: dict[str, Any]) -> dict[str, Any]:
    """What an expert who was asked may see before the declaration: whom and what it is about, the time
    for the answer; nothing that either side said.

    Law: 在线调解规则 art. 13 (disclosure before the appointment)
    """
    hidden = {name: type(view[name])() for name in _AFTER_DECLARATION}
    own = [clock for clock in view["clocks"] if clock["rule_id"] == ACCEPT]
    shown = {"agreement": None, "clocks": own, "possible_now": ["answer"]}
    return view | hidden | shown | {"awaits_declaration": True}


def staff_part(case: Case, language: str) -> dict[str, Any]:
    """What only the staff and the mediator see in addition."""
    said = "zh" if language.startswith("zh") else "en"
    return {
        "clauses": [{"value": each.code, "text": each.name[said]} for each in clauses().values()],
        "declaration": case.declaration,
        "waiting_since": instant(case.waiting.since) if case.waiting else None,
        "explanation": case.explanation,
        "signature_refusals": _refusals(case),
        "terms": _terms(case),
        "challenge_reasons": [
            {"reason": each.reason, "decision": each.decision} for each in case.challenges
        ],
        "held": [
            {
                "session_id": h.session_id,
                "outcome": h.outcome,
                "minutes": h.minutes,
                "at": instant(h.at),
                "absent": list(h.absent),
            }
            for h in case.held
        ],
    }


def _terms(case: Case) -> dict[str, Any] | None:
    """What the present text was written from, for another one."""
    terms = case.agreement.terms if case.agreement else None
    if terms is None:
        return None
    return {
        "terms": terms.text,
        "amount_fen": terms.amount_fen,
        "pay_by": terms.pay_by.isoformat() if terms.pay_by else None,
        "joint_confirmation": terms.joint_confirmation,
        "clauses": list(terms.clauses),
        "instalments": [
            {"amount_fen": part, "pay_by": day.isoformat()} for part, day in terms.instalments
        ],
        "first_signer": terms.first_signer,
        "duties": [{"what": what, "by": day.isoformat()} for what, day in terms.duties],
    }


def _refusals(case: Case) -> list[dict[str, str]]:
    """Who did not sign which text, and why; the newest text last."""
    texts = [*case.earlier_texts, *([case.agreement] if case.agreement else [])]
    return [
        {"sha256": text.text_sha256, "side": side, "reason": each.reason, "at": instant(each.at)}
        for text in texts
        for side, each in text.refusals.items()
    ]


def _recusal_grounds(said: str) -> list[dict[str, str]]:
    grounds = recusal_grounds("complaint_mediator")
    return [{"value": g.code, "text": g.zh if said == "zh" else g.en} for g in grounds]


def _mediator(mediator: Expert | None, case: Case) -> dict[str, Any] | None:
    if mediator is None:
        return None
    return {
        "expert_id": mediator.id,
        "name": mediator.name,
        "appointed": case.has_declared_mediator,
    }


def _agreement(agreement: Agreement | None) -> dict[str, Any] | None:
    if agreement is None:
        return None
    return {
        "agreement_id": agreement.id,
        "text": agreement.text,
        "sha256": agreement.text_sha256,
        "joint_confirmation": agreement.joint_confirmation,
        "instalments": [
            {
                "number": each.number,
                "amount_fen": each.amount_fen,
                "due_on": each.due_on.isoformat() if each.due_on else None,
                "state": each.state,
                "done_on": each.done_on.isoformat() if each.done_on else None,
                "what": each.what,
                "note": each.note,
                "proof": [file_view(file) for file in each.proof],
            }
            for each in agreement.instalments
        ],
        "signatures": {side: instant(at) for side, at in agreement.signatures.items()},
        "first_signer": agreement.first_signer,
        "corrects": agreement.corrects,
        "reason": agreement.reason,
        "presented_at": instant(agreement.presented_at) if agreement.presented_at else None,
        "on_paper": sorted(agreement.on_paper),
        "standing": {side: agreement.standing(side) for side in SIDES},
    }


def _ways_to_enforce(case: Case, now: datetime) -> list[dict[str, str | None]]:
    """What whoever is owed something may do once a step was not performed, each with its last day."""
    return [
        {"way": way, "until": until.isoformat() if until else None}
        for way, until in ways_to_enforce(case, local_date(now))
    ]


def _facts(case: Case) -> dict[str, Any]:
    """The record of undisputed facts, or nothing before there is one."""
    if case.facts is None:
        return {}
    return {
        "text": case.facts.text,
        "text_sha256": case.facts.text_sha256,
        "presented_at": instant(case.facts.presented_at),
        "signatures": {side: instant(at) for side, at in case.facts.signatures.items()},
        "is_agreed": case.facts.is_signed_by_both,
    }


def _appraisal(each: Appraisal) -> dict[str, Any]:
    """An appraisal as both sides and the staff see it; ``until`` None while it runs."""
    return {
        "subject": each.subject,
        "body": each.body,
        "document": each.document,
        "since": instant(each.since),
        "until": instant(each.until) if each.until else None,
        "conclusion": each.conclusion,
    }
