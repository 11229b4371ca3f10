"""Rules as people cite them: an entry of the rulebook, or an article written the short way."""

import re

from lawbook.rules import RuleNotInForce, UnknownRule, rulebook

ORDER_121 = "《市场监督管理投诉举报处理办法》"
_SHORT = re.compile(r"(SAMR121|《[^》]+》)(?: ?\(\d{4}\),)? arts?\.? ([\d, ()-]+)")
_PART = re.compile(r"(\d+)(?:\((\d+)\))?")


def article(rule: str, language: str) -> str:
    """The citation of a rule; empty for what is local practice and no law."""
    try:
        found = rulebook().rule(rule)
        return found.article_zh if language == "zh" else found.article_en
    except (UnknownRule, RuleNotInForce):
        short = _SHORT.fullmatch(rule)
    if short is None:
        return ""
    name = ORDER_121 if short[1] == "SAMR121" else short[1]
    if language != "zh":
        return f"{name}, art. {short[2]}"
    parts = [f"第{n}条" + (f"第{p}款" if p else "") for n, p in _PART.findall(short[2])]
    return name + "、".join(parts)
