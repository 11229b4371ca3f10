"""A request for administrative adjudication (行政裁决请求书), as a side writes it itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.errors import FieldError, InvalidInput

ADJUDICATION = "adjudication"
STANDINGS: Mapping[str, tuple[str, str]] = {
    "patentee": ("专利权人", "patentee"),
    "exclusive": ("独占实施许可的被许可人", "exclusive licensee"),
    "sole": (
        "排他实施许可的被许可人，专利权人不提出请求",
        "sole licensee, and the patentee makes no request",
    ),
    "plain": (
        "普通实施许可的被许可人，已获专利权人授权",
        "plain licensee, authorised by the patentee",
    ),
    "heir": ("专利权的合法继承人", "lawful heir of the patent"),
}
"""Who may ask. Law: 专利纠纷行政裁决和调解办法 art. 12(1)."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the requester states.

    ``has_sued``: one side has gone to court; ``agreed_otherwise``: both agreed on another way.
    """

    standing: str
    patent_no: str
    claims: str
    reasons: str
    evidence: str
    has_sued: bool
    agreed_otherwise: bool

    def check(self) -> None:
        """Raises: InvalidInput for a bar of the law.

        Law: 专利纠纷行政裁决和调解办法 art. 12(5)
        """
        bars = (
            ("/has_sued", self.has_sued, "adjudication_sued"),
            ("/agreed_otherwise", self.agreed_otherwise, "adjudication_agreed_otherwise"),
        )
        if found := [FieldError(pointer, code) for pointer, stands, code in bars if stands]:
            raise InvalidInput(found)

    def text(self) -> str:
        """The request as it is served on the other side."""
        lines = [
            f"请求人身份：{STANDINGS[self.standing][0]}",
            f"专利号：{self.patent_no}",
            f"请求事项：{self.claims}",
            f"事实和理由：{self.reasons}",
            f"证据：{self.evidence}",
            "声明：双方均未就本争议向人民法院起诉，也没有约定其他解决方式。",
        ]
        return "\n".join(lines)
