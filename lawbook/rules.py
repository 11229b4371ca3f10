"""The rulebook: every deadline with its source, dates of effect and way of counting."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lawbook.validation import as_day, problems

DATA = Path(__file__).parent / "data"
_ARTICLE = re.compile(r"(《[^》]+》)[^《]*?\barts?\.? (?:about )?(\d+)(?:\((\d+)\))?(?:\((\d+)\))?")


class RulebookError(Exception):
    """The data files contradict themselves; ``problems`` names every place."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class UnknownRule(LookupError):
    """No rule has this id."""


class RuleNotInForce(LookupError):
    """The rule did not apply on that day, and no predecessor did."""


@dataclass(frozen=True)
class Rule:
    """One deadline of the rulebook.

    ``amount`` is None where the law gives no number. ``citation`` stands where the place in the law
    cannot be read out of ``source``.
    """

    id: str
    procedure: str
    name_zh: str
    name_en: str
    counts_from: str
    amount: int | None
    unit: str
    source: str
    verified: bool
    evidence: str
    count_rule: str
    on_expiry: str
    extension: str
    effective_from: date | None
    effective_to: date | None
    citation: Mapping[str, str] | None = None

    def applies_on(self, day: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)

    @property
    def article_zh(self) -> str:
        """The places in the law as they are cited in Chinese: 条, 款, 项."""
        if self.citation:
            return self.citation["zh"]
        return (
            "、".join(_cited_zh(found) for found in _ARTICLE.finditer(self.source)) or self.source
        )

    @property
    def article_en(self) -> str:
        """The places in the law; statutes keep their Chinese names."""
        if self.citation:
            return self.citation["en"]
        cited = [_cited_en(found) for found in _ARTICLE.finditer(self.source)]
        return "; ".join(cited) or self.source


def _cited_zh(found: re.Match[str]) -> str:
    statute, article, paragraph, item = found.groups()
    return (
        f"{statute}第{article}条"
        + (f"第{paragraph}款" if paragraph else "")
        + (f"第{item}项" if item else "")
    )


def _cited_en(found: re.Match[str]) -> str:
    statute, article, *parts = found.groups()
    return f"{statute}, art. {article}" + "".join(f"({part})" for part in parts if part)


class Rulebook:
    """All rules, found by id and by the day of the event that starts the clock."""

    def __init__(self, book: Mapping[str, Any], counting: Mapping[str, Any]) -> None:
        self.book = book
        found = list(problems(book, counting))
        if found:
            raise RulebookError(found)
        self._rules = {entry["id"]: _rule(entry, counting) for entry in book["deadlines"]}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def rule(self, rule_id: str) -> Rule:
        """Raises: UnknownRule."""
        try:
            return self._rules[rule_id]
        except KeyError:
            raise UnknownRule(rule_id) from None

    def rule_in_force(self, rule_id: str, on: date) -> Rule:
        """The version of a rule that governs an event of that day.

        Raises: UnknownRule; RuleNotInForce when neither the rule nor its predecessor applied.
        """
        candidates = [self.rule(rule_id)]
        if f"{rule_id}.legacy" in self._rules:
            candidates.append(self._rules[f"{rule_id}.legacy"])
        for rule in candidates:
            if rule.applies_on(on):
                return rule
        raise RuleNotInForce(f"{rule_id} on {on}")


@cache
def rulebook() -> Rulebook:
    """The rulebook of the data files, read once. Raises: RulebookError."""
    return Rulebook(load("rulebook.yaml"), load("counting.yaml"))


@cache
def load(name: str) -> dict[str, Any]:
    """One data file."""
    return dict(yaml.load((DATA / name).read_text(encoding="utf-8"), yaml.CSafeLoader))


def _rule(entry: Mapping[str, Any], counting: Mapping[str, Any]) -> Rule:
    return Rule(
        id=entry["id"],
        procedure=entry["proc"],
        name_zh=entry["name_zh"],
        name_en=entry["name_en"],
        counts_from=str(entry["counts_from"]),
        amount=entry["amount"],
        unit=str(entry["unit"]),
        source=entry["source"],
        verified=bool(entry["verified"]),
        evidence=str(entry["evidence"]),
        count_rule=_count_rule(entry, counting),
        on_expiry=str(entry.get("on_expiry", "")),
        extension=str(entry["extension"]),
        effective_from=as_day(entry.get("effective_from")),
        effective_to=as_day(entry.get("effective_to")),
        citation=counting["citations"].get(entry["id"]),
    )


def _count_rule(entry: Mapping[str, Any], counting: Mapping[str, Any]) -> str:
    exception = counting["exceptions"].get(entry["id"])
    if exception:
        return str(exception["rule"])
    if entry["unit"] == "hour":
        return "real_hours"
    if entry.get("count_rule") in counting["roll_over"]:
        return str(entry["count_rule"])
    return str(counting["defaults"][entry["proc"]]["rule"])
