"""The words of the joint application for judicial confirmation."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the application states."""

    receipt_no: str
    court: str
    complainant: str
    respondent: str
    mediator: str
    agreement_sha256: str
    effective_on: date


def application_text(facts: Facts) -> str:
    """The application as both parties hand it in.

    Law: 民事诉讼法 art. 205; 民诉法解释 arts 353-354
    """
    return "\n".join(
        [
            "司法确认申请书",
            f"申请人（甲方）：{facts.complainant}",
            f"申请人（乙方）：{facts.respondent}",
            "请求事项：请求依法确认双方达成的调解协议有效。",
            "事实和理由：",
            f"双方因知识产权纠纷（受理号{facts.receipt_no}）经调解员{facts.mediator}主持调解，"
            f"于{facts.effective_on:%Y年%m月%d日}达成调解协议，协议已由双方签署并生效。",
            f"协议文本的SHA-256校验值为{facts.agreement_sha256}。",
            "双方自愿共同提出申请，保证协议内容真实，未损害国家利益、社会公共利益和他人合法权益。",
            f"此致\n{facts.court}",
        ]
    )


def proof_text(facts: Facts) -> str:
    """What the mediating body certifies."""
    return (
        "调解组织主持调解的证明\n"
        f"受理号{facts.receipt_no}的纠纷由本中心受理，调解员{facts.mediator}主持调解，"
        f"双方于{facts.effective_on:%Y年%m月%d日}达成协议。特此证明。"
    )
