"""Criminal lines: does a matter look like a crime, and may it therefore not stay with us?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lawbook.rules import rulebook

NEAR = 0.8
FEN = 100
_COUNTED = frozenset(
    {"labels", "copies", "copies_sold", "online_works", "downloads", "clicks", "members"}
)
_UNSOLD_FACTOR = 3


@dataclass(frozen=True)
class LineResult:
    """One figure beside its line. Money in fen, things in pieces."""

    figure: str
    value: int
    line: int

    @property
    def is_reached(self) -> bool:
        return self.value >= self.line

    @property
    def is_near(self) -> bool:
        return self.value >= self.line * NEAR


@dataclass(frozen=True)
class Assessment:
    """What the figures say. They never say no: reasonable suspicion alone obliges to transfer.

    Law: 法释〔2025〕5号; State Council Order 310 art. 3(2) (reasonable suspicion, 合理嫌疑)
    """

    offence: str
    name_zh: str
    name_en: str
    lines: tuple[LineResult, ...]
    source: str

    @property
    def reached(self) -> bool:
        return any(line.is_reached for line in self.lines)

    @property
    def near(self) -> bool:
        return not self.reached and any(line.is_near for line in self.lines)


def offences() -> dict[str, tuple[str, str]]:
    """Article of the Criminal Law → name of the offence in Chinese and English."""
    entries = rulebook().book["criminal_thresholds"]["offences"]
    return {each["art"]: (each["zh"], each["en"]) for each in reversed(entries)}


def assess(
    article: str, figures: Mapping[str, int], *, repeat: bool = False, two_or_more: bool = False
) -> Assessment:
    """Hold figures (``illegal_turnover_fen``, ``illegal_gain_fen``, ``labels`` …) against the lines.

    ``repeat``: again within two years of a penalty. ``two_or_more``: two or more marks or patents.
    For art. 214 ``unsold_value_fen`` counts against three times the line of sales.
    Raises: KeyError for an unknown article.
    """
    entry = _entry(article)
    lines = _lines(entry, repeat=repeat, two_or_more=two_or_more)
    results = [
        LineResult(name, figures[name], line) for name, line in lines.items() if name in figures
    ]
    if article == "214" and "unsold_value_fen" in figures:
        line = lines["sales_amount_fen"] * _UNSOLD_FACTOR
        results.append(LineResult("unsold_value_fen", figures["unsold_value_fen"], line))
    return Assessment(article, entry["zh"], entry["en"], tuple(results), entry["source"])


def figures_of(article: str) -> frozenset[str]:
    """The figures that an offence has a line for. Raises: KeyError."""
    names = frozenset(_lines(_entry(article), repeat=False, two_or_more=False))
    return names | {"unsold_value_fen"} if article == "214" else names


def _entry(article: str) -> Mapping[str, Any]:
    for each in rulebook().book["criminal_thresholds"]["offences"]:
        if each["art"] == article:
            return dict(each)
    raise KeyError(article)


def _lines(entry: Mapping[str, Any], *, repeat: bool, two_or_more: bool) -> dict[str, int]:
    merged: dict[str, int] = {}
    for name in ("serious", "gain_large", "gain_huge"):
        merged |= entry.get(name, {}) if isinstance(entry.get(name), dict) else {}
    for wanted, prefix in ((two_or_more, "serious_two_or_more"), (repeat, "serious_repeat")):
        lower = next((v for k, v in entry.items() if k.startswith(prefix)), None)
        if wanted and isinstance(lower, dict):
            merged = {name: min(line, lower.get(name, line)) for name, line in merged.items()}
    return {
        name if name in _COUNTED else f"{name}_fen": line if name in _COUNTED else line * FEN
        for name, line in merged.items()
    }
