"""Builders for stories of referral: transfers and confirmations, each as far as the story needs."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from services.referral.domain.confirmation import CONFIRMED, REJECTED, Confirmation
from services.referral.domain.paper import Paper
from services.referral.domain.report import Report
from services.referral.domain.transfer import Transfer
from services.referral.domain.transfer_states import (
    APPROVED,
    DISAPPROVED,
    FILED,
    FINALLY_NOT_FILED,
    HANDED_OVER,
    NOT_FILED,
    OPEN,
    PROPOSED,
    RECEIPTED,
    RECONSIDERATION,
    SENT,
    UPHELD,
    WITH_PROCURATORATE,
)

MONDAY_9_AM = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
RECEIPT = "2611210000019"
TEAM = ("zhangwei", "lina")
LINE_FEN = 5_000_000
"""Illegal turnover of counterfeit marks (art. 213) from which it is a crime: 50 000 yuan."""
REQUIRED_PAPERS = ("transfer_letter", "investigation_report", "item_list", "appraisal_report")
SUPPLEMENTING = "receipted, with a supplement asked for"
WEAK = "现有证据不足以证明主观明知。"


def a_report(**changes: Any) -> Report:
    values: dict[str, Any] = {
        "officers": TEAM,
        "reported_by": "zhangwei",
        "offence": "213",
        "figures": {"illegal_turnover_fen": 8_300_000},
        "repeat": False,
        "two_or_more": False,
        "reasonable_suspicion": False,
        "summary": "现场查获假冒注册商标商品,非法经营数额8.3万元。",
        "reported_at": MONDAY_9_AM,
    }
    return Report(**(values | changes))


def a_paper(code: str = "transfer_letter", **changes: Any) -> Paper:
    values: dict[str, Any] = {
        "code": code,
        "title": f"材料 {code}",
        "text": "正文",
        "added_at": MONDAY_9_AM,
    }
    return Paper(**(values | changes))


def refuses(transfer: Transfer, at: datetime = MONDAY_9_AM) -> None:
    transfer.decide(NOT_FILED, "", WEAK, at)


def files(transfer: Transfer, at: datetime = MONDAY_9_AM) -> None:
    transfer.decide(FILED, "平公(经)立字〔2026〕12号", "", at)


def _propose(transfer: Transfer) -> None:
    transfer.propose(a_report())
    transfer.cosign("lina", MONDAY_9_AM)


def _approve(transfer: Transfer) -> None:
    transfer.decide_proposal(approves=True, reason="", by="wangqiang", at=MONDAY_9_AM)


def _disapprove(transfer: Transfer) -> None:
    transfer.decide_proposal(approves=False, reason="证据不足", by="wangqiang", at=MONDAY_9_AM)


def _send(transfer: Transfer) -> None:
    for code in REQUIRED_PAPERS:
        transfer.add_paper(a_paper(code))
    transfer.dispatch(MONDAY_9_AM)


def _ask(transfer: Transfer) -> None:
    transfer.ask_procuratorate("应当追究刑事责任。", MONDAY_9_AM)


_STEPS: Mapping[str, tuple[str, Callable[[Transfer], None]]] = {
    PROPOSED: (OPEN, _propose),
    APPROVED: (PROPOSED, _approve),
    DISAPPROVED: (PROPOSED, _disapprove),
    SENT: (APPROVED, _send),
    RECEIPTED: (SENT, lambda t: t.receipt("sunlei", MONDAY_9_AM)),
    SUPPLEMENTING: (RECEIPTED, lambda t: t.ask_supplement("缺少鉴定意见原件。", MONDAY_9_AM)),
    FILED: (RECEIPTED, files),
    HANDED_OVER: (FILED, lambda t: t.hand_over(MONDAY_9_AM)),
    NOT_FILED: (RECEIPTED, refuses),
    RECONSIDERATION: (NOT_FILED, lambda t: t.reconsider("有新证据。", MONDAY_9_AM)),
    UPHELD: (RECONSIDERATION, refuses),
    WITH_PROCURATORATE: (UPHELD, _ask),
    FINALLY_NOT_FILED: (WITH_PROCURATORATE, refuses),
}
"""State → the state before it and the step that leads here."""


def a_transfer(status: str = OPEN, **changes: Any) -> Transfer:
    """A transfer in a state; every step was taken on Monday at nine."""
    if status == OPEN:
        values: dict[str, Any] = {
            "id": "transfer-1",
            "receipt_no": RECEIPT,
            "opened_at": MONDAY_9_AM,
            "desk": "police:economic",
        }
        return Transfer(**(values | changes))
    before, step = _STEPS[status]
    transfer = a_transfer(before, **changes)
    step(transfer)
    return transfer


TRANSFER_ACTS: Mapping[str, Callable[[Transfer, datetime], None]] = {
    "report": lambda t, at: t.propose(a_report(reported_at=at)),
    "disapprove": lambda t, at: t.decide_proposal(
        approves=False, reason="未达到追诉标准", by="wangqiang", at=at
    ),
    "approve": lambda t, at: t.decide_proposal(approves=True, reason="", by="wangqiang", at=at),
    "add_document": lambda t, at: t.add_paper(a_paper(added_at=at)),
    "dispatch": lambda t, at: t.dispatch(at),
    "receipt": lambda t, at: t.receipt("sunlei", at),
    "forward": lambda t, at: t.forward("police:food", at),
    "ask_supplement": lambda t, at: t.ask_supplement("缺少鉴定意见原件。", at),
    "supply": lambda t, at: t.supply(at),
    "decide": files,
    "hand_over": lambda t, at: t.hand_over(at),
    "reconsider": lambda t, at: t.reconsider("有新证据。", at),
    "ask_procuratorate": lambda t, at: t.ask_procuratorate("应当立案。", at),
}
"""Every act that there is, under the name by which ``possible`` calls it."""


def an_application(**changes: Any) -> Confirmation:
    """A joint application before it is laid on the desk."""
    papers = ("application", "agreement", "mediation_proof", "identity_and_address")
    values: dict[str, Any] = {
        "id": "confirmation-1",
        "receipt_no": RECEIPT,
        "case_id": "case-1",
        "agreement_id": "agreement-1",
        "text_sha256": "ab" * 32,
        "effective_at": MONDAY_9_AM,
        "desk": "court:xinhua",
        "papers": [a_paper(code) for code in papers],
    }
    return Confirmation(**(values | changes))


def a_confirmation(status: str = "prepared", **changes: Any) -> Confirmation:
    """An application in a state; the clerk signs on Tuesday, the court rules on Wednesday."""
    confirmation = an_application(**changes)
    confirmation.prepare()
    if status != "prepared":
        confirmation.receipt("zhaomin", MONDAY_9_AM + timedelta(days=1))
    if status in {CONFIRMED, REJECTED}:
        confirmation.decide(
            status, "(2026)豫0402民特123号", "内容不明确", MONDAY_9_AM + timedelta(days=2)
        )
    return confirmation


CONFIRMATION_ACTS: Mapping[str, Callable[[Confirmation], None]] = {
    "receipt": lambda c: c.receipt("zhaomin", MONDAY_9_AM),
    "decide": lambda c: c.decide(CONFIRMED, "(2026)豫0402民特123号", "", MONDAY_9_AM),
}
