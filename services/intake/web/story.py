"""The timeline of a matter as sentences, for those who may read them."""

import re
from datetime import date, datetime
from typing import Any

from chassis.catalogue import Catalogue
from chassis.clock import SHANGHAI
from contracts import documents, intake, mediation, notification, referral
from lawbook.grounds import grounds_of_all_times
from lawbook.presentation import instant
from lawbook.rules import RuleNotInForce, UnknownRule, rulebook
from services.intake.domain.jurisdiction import unit_of
from services.intake.storage.timeline import Entry

CODES = frozenset(
    {
        "route",
        "side",
        "who",
        "answer",
        "outcome",
        "decision",
        "result",
        "audience",
        "template",
        "moment",
        "kind",
        "purpose",
        "asked_by",
        "by",
        "act",
        "way",
        "lane",
        "assignee",
        "return_ground",
        "level",
        "sample_act",
        "noted",
        "statement_act",
        "source",
    }
)
INSTANTS = frozenset(
    {
        "starts_at",
        "ends_at",
        "send_by",
        "due_at",
        "due_before",
        "due_after",
        "slot_at",
        "held_until",
    }
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
PUBLIC = frozenset(
    each.TYPE
    for each in (
        intake.SubmissionFiledV1,
        intake.SubmissionAcceptedV1,
        intake.SubmissionRefusedV1,
        intake.SubmissionRoutedV1,
        intake.SubmissionClosedV1,
        intake.SubmissionDecidedV1,
        intake.SubmissionSplitV1,
        intake.SupplementRequestedV1,
        intake.SupplementAnsweredV1,
        intake.SubmissionCorrectedV1,
        intake.SubmissionHandedOverV1,
        intake.SubmissionMergedV1,
        intake.SubmissionUnmergedV1,
        intake.IntakeClockMovedV1,
        intake.MessagePostedV1,
        intake.SubmissionRatedV1,
        intake.SubmissionExtendedV1,
        mediation.CaseOpenedV1,
        mediation.InvitationIssuedV1,
        mediation.ConsentGivenV1,
        mediation.MediatorProposedV1,
        mediation.MediatorAppointedV1,
        mediation.MediatorDeclinedV1,
        mediation.MediatorChallengedV1,
        mediation.ChallengeDecidedV1,
        mediation.SessionScheduledV1,
        mediation.SessionCancelledV1,
        mediation.SessionHeldV1,
        mediation.AgreementDraftedV1,
        mediation.AgreementSignedV1,
        mediation.SignatureRefusedV1,
        mediation.AgreementReachedV1,
        mediation.OfferMovedV1,
        mediation.PaymentDueV1,
        mediation.CaseEndedV1,
        mediation.MediationClockMovedV1,
        mediation.TermMovedV1,
        mediation.FactsMovedV1,
        mediation.MediatorsRankedV1,
        mediation.PanelMovedV1,
        mediation.SlotKeptV1,
        mediation.AbsenceMovedV1,
        mediation.BlindOfferMovedV1,
        intake.SubmissionTermSetV1,
        referral.ConfirmationPreparedV1,
        referral.ConfirmationReceiptedV1,
        referral.ConfirmationDecidedV1,
        notification.NoticeSentV1,
        notification.NoticeFailedV1,
        documents.DocumentIssuedV1,
        documents.DocumentWithdrawnV1,
    )
)
"""What a citizen may see. Police matters are secret, alarms are for the staff; new types stay inside
until somebody decides about them."""


_PUBLIC_BY_FLAG = frozenset(
    each.TYPE
    for each in (
        referral.ReferralMovedV1,
        mediation.ProceedingMovedV1,
        mediation.TalkPostedV1,
        intake.StatementMovedV1,
    )
)


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
            **({"account": entry.data.get("assignee", "")} if for_staff else {}),
        }
        for entry in entries
        if for_staff or _is_public(entry)
    ]


def _is_public(entry: Entry) -> bool:
    if entry.type == intake.SubmissionRoutedV1.TYPE:
        return bool(entry.data.get("route") != "police")
    if entry.type.startswith("huhang.notification."):
        return entry.data.get("audience") == "complainant" and entry.type in PUBLIC
    if entry.type.startswith("huhang.documents."):
        return entry.data.get("for_complainant") is True and entry.type in PUBLIC
    if entry.type in _PUBLIC_BY_FLAG:
        return entry.data.get("is_public") is True
    return entry.type in PUBLIC


def _sentence(entry: Entry, catalogue: Catalogue, language: str) -> str:
    params = {name: _word(name, value, catalogue, language) for name, value in entry.data.items()}
    return catalogue.text(f"timeline.{entry.type}", language, params)


def _word(name: str, value: Any, catalogue: Catalogue, language: str) -> Any:
    if name in CODES:
        code = f"{name}.{value}"
        text = catalogue.text(code, language)
        return str(value) if text == code else text
    if name in INSTANTS:
        at = datetime.fromisoformat(value).astimezone(SHANGHAI)
        return f"{_day(at, language)} {at:%H:%M}"
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _day(date.fromisoformat(value), language)
    named = _NAMED.get(name)
    return named(str(value), language) if named else value


def _day(on: date, language: str) -> str:
    """2026年12月1日 or 1 December 2026."""
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {on:%B} {on.year}"


def _ground(code: str, language: str) -> str:
    kinds = ("complaint", "complaint_mediation", "report", "aid")
    known = {c: g for kind in kinds for c, g in grounds_of_all_times(kind).items()}
    if code not in known:
        return code
    return known[code].zh if language == "zh" else known[code].en


def _rule(rule_id: str, language: str) -> str:
    try:
        rule = rulebook().rule(rule_id)
    except (UnknownRule, RuleNotInForce):
        return rule_id
    return rule.name_zh if language == "zh" else rule.name_en


def _body(code: str, _language: str) -> str:
    unit = unit_of(code)
    return unit.name if unit else code


_NAMED = {"ground": _ground, "rule_id": _rule, "receiver": _body}
