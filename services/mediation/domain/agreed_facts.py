"""The record of undisputed facts (无争议事实记载): what neither side contests, signed by both.

It is not an agreement and can be made although there is none; a later proceeding or a court need not take
evidence of it again. Admissions made only for a compromise do not belong into it.
"""

from collections.abc import Sequence
from datetime import datetime

from chassis.errors import Conflict
from services.mediation.domain.case import Case
from services.mediation.domain.events import FactsMoved
from services.mediation.domain.parties import Parties
from services.mediation.domain.records import AgreedFacts

PRESENTED, SIGNED, AGREED = "presented", "signed", "agreed"


def present(case: Case, facts: AgreedFacts) -> None:
    """The mediator puts the record to both sides; one that nobody or only one has signed is replaced.

    Raises: Conflict before a session was held, or when both have signed.
    Law: 《最高法关于人民法院特邀调解的规定》 arts 21, 26; 《人民法院在线调解规则》 arts 21-22
    """
    if not case.held:
        raise Conflict("facts_need_session")
    if case.facts is not None and case.facts.is_signed_by_both:
        raise Conflict("facts_signed")
    case.facts = facts
    _tell(case, facts, PRESENTED, "", facts.presented_at)


def sign(case: Case, facts: AgreedFacts, side: str, at: datetime) -> None:
    """One side signs; signing again changes nothing."""
    if side in facts.signatures:
        return
    facts.signatures[side] = at
    _tell(case, facts, AGREED if facts.is_signed_by_both else SIGNED, side, at)


def compose(lines: Sequence[str], parties: Parties, receipt_no: str, mediator: str) -> str:
    """The text that both sides read and sign."""
    head = [
        "无争议事实记载",
        f"受理号：{receipt_no}",
        f"投诉人：{parties.complainant.name}",
        f"被投诉人：{parties.respondent.name}",
        f"调解员：{mediator}",
        "",
        "双方对下列事实没有争议：",
    ]
    facts = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    foot = ["本记载不是调解协议。为达成协议所作的让步不在记载之内。"]
    return "\n".join([*head, *facts, *foot])


def _tell(case: Case, facts: AgreedFacts, act: str, side: str, at: datetime) -> None:
    case.events.append(FactsMoved(facts.id, facts.text_sha256, act, side, at))
