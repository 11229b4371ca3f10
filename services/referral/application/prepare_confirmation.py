"""An agreement was reached: the joint application goes to the court's desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chassis.clock import local_date
from chassis.errors import Unavailable
from services.referral.domain.application_text import Facts, application_text, proof_text
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.paper import Paper
from services.referral.storage.unit_of_work import ReferralUnitOfWork

PREPARE = "referral.prepare_confirmation"


def plan_confirmation(payload: Mapping[str, str], uow: ReferralUnitOfWork) -> None:
    """Note that an application must be prepared; the text of the agreement is asked for first."""
    uow.jobs.add(
        PREPARE, key=payload["agreement_id"], subject=payload["case_id"], payload=dict(payload)
    )


def prepare_confirmation(
    payload: Mapping[str, str], agreement: Mapping[str, Any], uow: ReferralUnitOfWork
) -> None:
    """Compose the papers and lay them on the desk; an application that is there stays.

    Raises: Unavailable while no court desk of the level that decides about such rights is set up.
    Law: 民事诉讼法 art. 205
    """
    if uow.confirmations.of_matter(payload["receipt_no"]):
        return
    right_type = str(agreement.get("right_type", ""))
    desk = uow.desks.court_for(right_type)
    if desk is None:
        raise Unavailable("no_court_desk")
    effective_at = datetime.fromisoformat(payload["effective_at"])
    facts = Facts(
        receipt_no=payload["receipt_no"],
        court=desk.name,
        complainant=agreement["complainant"]["name"],
        respondent=agreement["respondent"]["name"],
        mediator=agreement["mediator"],
        agreement_sha256=payload["text_sha256"],
        effective_on=local_date(effective_at),
    )
    confirmation = Confirmation(
        id=uow.ids.new(),
        receipt_no=payload["receipt_no"],
        case_id=payload["case_id"],
        agreement_id=payload["agreement_id"],
        text_sha256=payload["text_sha256"],
        effective_at=effective_at,
        desk=desk.code,
        right_type=right_type,
        papers=_papers(facts, agreement, uow.clock.now()),
    )
    confirmation.prepare()
    uow.confirmations.add(confirmation)


def _papers(facts: Facts, agreement: Mapping[str, Any], at: datetime) -> list[Paper]:
    texts = {
        "application": ("司法确认申请书", application_text(facts)),
        "agreement": ("调解协议", agreement["text"]),
        "mediation_proof": ("调解组织主持调解的证明", proof_text(facts)),
        "identity_and_address": ("双方身份、住所、联系方式", _identities(agreement)),
    }
    if facts_text := agreement.get("agreed_facts"):
        texts["agreed_facts"] = ("无争议事实记载书", facts_text)
    return [
        Paper(code=code, title=title, text=text, added_at=at)
        for code, (title, text) in texts.items()
    ]


def _identities(agreement: Mapping[str, Any]) -> str:
    lines = []
    for label, side in (("甲方", "complainant"), ("乙方", "respondent")):
        party = agreement[side]
        known = [
            party["name"],
            party["contact_name"],
            party["phone"],
            party["email"],
            party["address"],
        ]
        lines.append(f"{label}:" + ",".join(each for each in known if each))
    return "\n".join(lines)
