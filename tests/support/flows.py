"""Builders for stories of referrals: any flow, as far as the story needs."""

from datetime import datetime
from typing import Any

from lawbook.checklists import checklist
from lawbook.clocks import LegalClock
from services.referral.domain.flow import REQUIRED, flow
from services.referral.domain.paper import Paper
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from tests.support.referral import MONDAY_9_AM, RECEIPT

LINK = "https://shop.example.cn/item/1001"


def a_referral(code: str = "department", at: datetime = MONDAY_9_AM, **changes: Any) -> Referral:
    """A referral that was just opened."""
    definition = flow(code)
    values: dict[str, Any] = {
        "id": "referral-1",
        "receipt_no": RECEIPT,
        "flow": code,
        "desk": f"410403:{definition.to[0]}",
        "desk_name": "接收单位",
        "purpose": "请依法处理。",
        "opened_by": "zhangwei",
        "opened_at": at,
        "grounds": tuple(definition.grounds)[:1],
        "right_type": definition.only_rights[0] if definition.only_rights else "trademark",
    }
    referral = Referral(**(values | changes))
    referral.open()
    return referral


def completed(referral: Referral, at: datetime = MONDAY_9_AM) -> Referral:
    """With every paper that it needs, and a link where links are followed."""
    for each in referral.missing():
        referral.add_paper(Paper(code=each.code, title=each.zh, text="正文", added_at=at))
    if referral.definition.items and not referral.items:
        referral.add_item(LINK, "", at)
    return referral


def takes(referral: Referral, *acts: str, at: datetime = MONDAY_9_AM) -> Referral:
    """Several acts, one after the other, each by the side whose act it is and with all it needs."""
    for act in acts:
        step = referral.definition.acts[act]
        if step.needs_papers and referral.state.can_add_papers:
            completed(referral, at)
        said = {name: "平市监函[2026]12号" for name, need in step.takes.items() if need == REQUIRED}
        referral.take(act, said, side=step.by, by=f"{step.by}-1", at=at)
    return referral


def papers_of(code: str) -> list[str]:
    """The codes of the papers that a flow requires."""
    return [each.code for each in checklist(flow(code).papers).items if each.required]


def clock_of(item: Referral | Transfer, rule_id: str) -> LegalClock:
    """The clock of a rule that was started last."""
    found = item.docket.newest(rule_id)
    assert found is not None
    return found
