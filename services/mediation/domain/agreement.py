"""The agreement (调解协议): its text, and who has signed it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from services.mediation.domain.clauses import clauses
from services.mediation.domain.code_signing import SignedByCode
from services.mediation.domain.parties import SIDES, Parties
from services.mediation.domain.performance import Instalment


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the parties agreed.

    ``amount_fen``: money to be paid, 0 for none; ``clauses``: codes; ``first_signer``: the side that
    signs before the other, empty where the order does not matter. ``duties``: what else is to be
    done, each with its last day.
    """

    text: str
    amount_fen: int
    pay_by: date | None
    joint_confirmation: bool
    clauses: tuple[str, ...] = ()
    instalments: tuple[tuple[int, date], ...] = ()
    first_signer: str = ""
    duties: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a side does not sign, in its own words, and when it said so."""

    reason: str
    at: datetime


@dataclass(kw_only=True)
class Agreement(SignedByCode):
    """The text of what was agreed.

    ``presented_at``: when the mediator signed and put it to both sides; None in records from before
    that was kept. ``on_paper``: sides that signed by hand → the account that has seen the paper.
    ``corrects``, ``corrected_by``: SHA-256 of the signed text before and after this one; ``reason``: why.
    """

    joint_confirmation: bool
    first_signer: str = ""
    terms: Terms | None = None
    presented_at: datetime | None = None
    on_paper: dict[str, str] = field(default_factory=dict)
    corrects: str = ""
    corrected_by: str = ""
    reason: str = ""
    refusals: dict[str, Refusal] = field(default_factory=dict)
    instalments: list[Instalment] = field(default_factory=list)

    def waits_for(self, side: str) -> str:
        """The other side, where it has to sign before this one; empty when this one may sign."""
        first = self.first_signer
        return first if first and first != side and first not in self.signatures else ""

    def next_signer(self) -> str:
        """Whose turn has come because the side before has signed; empty without an order."""
        return next(
            (each for each in SIDES if self.first_signer and each not in self.signatures), ""
        )

    def standing(self, side: str) -> str:
        """Where one side stands: ``signed``, ``refused``, ``waits`` for the other, or ``asked``."""
        if side in self.signatures:
            return "signed"
        if side in self.refusals:
            return "refused"
        return "waits" if self.waits_for(side) else "asked"


def compose(
    terms: Terms, parties: Parties, receipt_no: str, mediator: str, corrects: str = ""
) -> str:
    """The text that both sides read and sign; ``corrects``: which signed text it corrects.

    Law: 人民调解法 arts 28-29 (parties, facts, content, manner and time of performance)
    """
    lines = [
        "调解协议",
        f"受理号：{receipt_no}",
        f"投诉人（甲方）：{parties.complainant.name}",
        f"被投诉人（乙方）：{parties.respondent.name}",
        f"调解员：{mediator}",
        "",
        "双方经调解自愿达成如下协议：",
        terms.text,
    ]
    if terms.amount_fen:
        by = f"，于{terms.pay_by:%Y年%m月%d日}前付清" if terms.pay_by else ""
        lines.append(f"乙方向甲方支付人民币{terms.amount_fen / 100:,.2f}元{by}。")
    for number, (part, day) in enumerate(terms.instalments, 1):
        lines.append(f"第{number}期：{day:%Y年%m月%d日}前支付人民币{part / 100:,.2f}元。")
    lines += [f"{day:%Y年%m月%d日}前：{what}" for what, day in terms.duties]
    lines += [clauses()[code].text for code in terms.clauses]
    if terms.joint_confirmation:
        lines.append("双方同意自本协议生效之日起三十日内共同向人民法院申请司法确认。")
    if corrects:
        lines.append(f"本文更正{corrects}。原协议继续保存，未更正的内容和生效日期不变。")
        lines.append("本更正自双方签署之日起生效。")
    else:
        lines.append("本协议自双方签署之日起生效。")
    return "\n".join(lines)
