"""Criminal lines: does a matter look like a crime, and may it therefore not stay with us?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lawbook.rules import rulebook

_IN_FORCE = re.compile(r" \(in force ([0-9-]+)\),? ?")
_ARTICLE = re.compile(r"\bart\. ([0-9]+)")
NEAR_PERCENT = 80
FEN = 100
SERVICES = "services"
_LINES = ("serious", "gain_large", "gain_huge")
_PIECES = frozenset(
    {
        "labels",
        "unsold_labels",
        "copies",
        "copies_sold",
        "online_works",
        "downloads",
        "clicks",
        "members",
    }
)


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
        return self.reaches_percent(NEAR_PERCENT)

    def reaches_percent(self, percent: int) -> bool:
        return self.value * 100 >= self.line * percent


@dataclass(frozen=True)
class Assessment:
    """What the figures say. They never say no: reasonable suspicion alone obliges to transfer.

    ``combined``: several figures below their lines reach them together (art. 217). ``very_serious``:
    a figure reaches the higher line. ``suspicion_source``: where reasonable suspicion is laid down.
    Law: 法释〔2025〕5号; State Council Order 310 art. 3(2) (reasonable suspicion, 合理嫌疑)
    """

    offence: str
    name_zh: str
    name_en: str
    lines: tuple[LineResult, ...]
    source: str
    suspicion_source: str
    combined: bool = False
    very_serious: bool = False
    amount_needed: bool = True

    @property
    def reached(self) -> bool:
        by_amount = self.combined or any(line.is_reached for line in self.lines)
        return by_amount or not self.amount_needed

    @property
    def near(self) -> bool:
        return not self.reached and any(line.is_near for line in self.lines)

    def cited(self, language: str) -> str:
        """Where the line is laid down, in Chinese or English."""
        return cited(self.source, language)


def cited(source: str, language: str) -> str:
    """A place in the law as people cite it in a language."""
    if not language.startswith("zh"):
        return source
    begun = _IN_FORCE.sub(r"（\1起施行）", source)
    return (
        _ARTICLE.sub(lambda found: f"第{found[1]}条", begun)
        .replace(", 第", "第")
        .replace(",(", "、(")
        .replace("; ", "；")
    )


def offences() -> dict[str, tuple[str, str]]:
    """Article of the Criminal Law → name of the offence in Chinese and English.

    Service marks have lines of their own: ``213-services`` beside ``213``.
    """
    return {_code(each): (each["zh"], each["en"]) for each in _entries()}


def assess(
    article: str, figures: Mapping[str, int], *, repeat: bool = False, two_or_more: bool = False
) -> Assessment:
    """Hold figures (``illegal_turnover_fen``, ``illegal_gain_fen``, ``labels`` …) against the lines.

    ``repeat``: again within two years of a penalty. ``two_or_more``: two or more marks or patents.
    Figures that the offence has no line for are left out; ``figures_of`` names those it has.
    Raises: KeyError for an unknown article.
    """
    entry = _entry(article)
    results = tuple(_results(entry, figures, repeat=repeat, two_or_more=two_or_more))
    times = entry.get("very_serious", {}).get("times")
    standard = rulebook().book["criminal_thresholds"]["transfer_standard"]
    return Assessment(
        offence=article,
        name_zh=entry["zh"],
        name_en=entry["en"],
        lines=results,
        source=entry["source"],
        suspicion_source=standard["source"],
        combined=_combined(entry, results),
        very_serious=bool(times) and any(each.value >= each.line * times for each in results),
        amount_needed=entry.get("base_offence", {}).get("amount_needed", True),
    )


def figures_of(article: str) -> frozenset[str]:
    """The figures that an offence has a line for. Raises: KeyError."""
    entry = _entry(article)
    names = set(_lines(entry, repeat=False, two_or_more=False))
    names |= {entry["unsold"]["figure"]} if "unsold" in entry else set()
    names |= set(entry["together"]["parts"]) if "together" in entry else set()
    return frozenset(_figure(name) for name in names)


def _results(
    entry: Mapping[str, Any], figures: Mapping[str, int], *, repeat: bool, two_or_more: bool
) -> Iterator[LineResult]:
    lines = _lines(entry, repeat=repeat, two_or_more=two_or_more)
    for name, line in lines.items():
        if _figure(name) in figures:
            yield LineResult(_figure(name), figures[_figure(name)], line)
    unsold = entry.get("unsold")
    if unsold and _figure(unsold["figure"]) in figures:
        yield from _unsold(unsold, figures, lines[unsold["of"]] * unsold["times"])
    together = entry.get("together")
    if together and all(_figure(part) in figures for part in together["parts"]):
        total = sum(figures[_figure(part)] for part in together["parts"])
        yield LineResult(_figure(together["figure"]), total, lines[together["of"]])


def _unsold(
    unsold: Mapping[str, Any], figures: Mapping[str, int], line: int
) -> Iterator[LineResult]:
    """What lies unsold counts against a multiple; where the law says so, with what was sold."""
    value = figures[_figure(unsold["figure"])]
    yield LineResult(_figure(unsold["figure"]), value, line)
    sold = figures.get(_figure(unsold["of"]))
    if sold is not None and "with_sold" in unsold:
        yield LineResult(_figure(unsold["with_sold"]), sold + value, line)


def _combined(entry: Mapping[str, Any], results: tuple[LineResult, ...]) -> bool:
    rule = entry.get("combination")
    if not rule:
        return False
    items = {_figure(name) for name in entry["serious"]}
    halves = [r for r in results if r.figure in items and r.reaches_percent(rule["percent"])]
    return len(halves) >= rule["least"]


def _lines(entry: Mapping[str, Any], *, repeat: bool, two_or_more: bool) -> dict[str, int]:
    """Name of the figure → its line in fen or pieces, the lowest that applies."""
    if "lines_of" in entry:
        return _lines(_entry(entry["lines_of"]), repeat=repeat, two_or_more=two_or_more)
    merged: dict[str, int] = {}
    for group in _LINES:
        merged |= entry.get(group, {})
    for wanted, prefix in ((two_or_more, "serious_two_or_more"), (repeat, "serious_repeat")):
        for group in (name for name in entry if wanted and name.startswith(prefix)):
            lower: dict[str, int] = entry[group]
            merged = {name: min(line, lower.get(name, line)) for name, line in merged.items()}
    return {name: line if name in _PIECES else line * FEN for name, line in merged.items()}


def _figure(name: str) -> str:
    return name if name in _PIECES else f"{name}_fen"


def _entries() -> list[dict[str, Any]]:
    return list(rulebook().book["criminal_thresholds"]["offences"])


def _entry(article: str) -> Mapping[str, Any]:
    return {_code(each): each for each in _entries()}[article]


def _code(entry: Mapping[str, Any]) -> str:
    return f"{entry['art']}-{SERVICES}" if entry.get("object") == SERVICES else str(entry["art"])
