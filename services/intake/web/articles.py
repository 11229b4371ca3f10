"""Rules as people cite them: an entry of the rulebook, an article written the short way, a ground."""

import re

from lawbook.grounds import Ground, grounds_of_all_times
from lawbook.rules import RuleNotInForce, UnknownRule, rulebook

ORDER_121 = "《市场监督管理投诉举报处理办法》"
_SHORT = re.compile(r"(SAMR121|《[^》]+》)(?: ?\(\d{4}\),)? arts?\.? ([\d, ()-]+)")
_SOURCE = re.compile(r"(《[^》]+》) ?\(.*?\), arts?\.? (\d+)(?:\((\d+)\))?")
_STATUTE = re.compile(r"(《[^》]+》) \(.*?\), arts?\.? ([\d, ]+)")
_LISTED = "complaint"
"""Its grounds are the numbered items (项) of one article; those of others are paragraphs (款)."""
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


def source_article(source: str, language: str) -> str:
    """The citation of a source such as ``《办法》 (SAMR Order 121), arts 13, 14``; empty when it is none."""
    found = _STATUTE.fullmatch(source)
    if found is None:
        return ""
    name, numbers = found.groups()
    if language != "zh":
        return f"{name}, art. {numbers}"
    return name + "、".join(f"第{each}条" for each in numbers.split(", "))


def ground_of(kind: str, code: str) -> Ground | None:
    """A ground of refusal as the law has it, or had it when it was used; None when no list has it."""
    return grounds_of_all_times(kind).get(code) if kind else None


def ground_article(kind: str, ground: Ground | None, language: str) -> str:
    """The citation of a ground; empty for what is local practice and no law.

    ``kind``: the list of the law book that the ground stands in, such as ``complaint``.
    """
    found = _SOURCE.match(ground.source) if ground is not None else None
    if found is None:
        return ""
    name, number, part = found.groups()
    if language != "zh":
        return f"{name}, art. {number}" + (f"({part})" if part else "")
    unit = "项" if kind == _LISTED else "款"
    return f"{name}第{number}条" + (f"第{part}{unit}" if part else "")
