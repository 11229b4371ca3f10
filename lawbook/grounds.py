"""Grounds on which one refuses, ends or withdraws, by date, with their source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lawbook.rules import RuleNotInForce, load, rulebook


@dataclass(frozen=True)
class Ground:
    """One ground; ``code`` is stable and stored."""

    code: str
    zh: str
    en: str
    source: str
    verified: bool


@dataclass(frozen=True)
class Recusal:
    """On which grounds a role withdraws (回避). ``who_decides`` is empty where the law is silent."""

    grounds: tuple[Ground, ...]
    who_decides: str
    source: str
    verified: bool


def refusal_grounds(kind: str, on: date | None = None) -> tuple[Ground, ...]:
    """Grounds for refusing a matter of ``kind`` that came in ``on`` that day; the newest without one.

    Raises: KeyError for a kind without grounds; RuleNotInForce before the oldest list.
    Law: SAMR Order 121 art. 16 for complaints, SAMR Order 20 art. 15 until 2026-04-14
    """
    return _grounds("refusal_grounds", kind, on)


def termination_grounds(kind: str, on: date | None = None) -> tuple[Ground, ...]:
    """Grounds for ending a procedure of ``kind`` that began ``on`` that day; the newest without one.

    Raises: KeyError for a kind without grounds; RuleNotInForce before the oldest list.
    Law: SAMR Order 121 art. 23(1) for complaints, SAMR Order 20 art. 21(1) until 2026-04-14
    """
    return _grounds("termination_grounds", kind, on)


def grounds_of_all_times(kind: str) -> dict[str, Ground]:
    """Code → ground of refusing or ending a matter of ``kind``, under whatever law it was used.

    What was decided under an old list keeps its words. Raises: KeyError for a kind without grounds.
    """
    groups = {g: load("grounds.yaml")[g] for g in ("refusal_grounds", "termination_grounds")}
    found = [
        ground
        for group, kinds in groups.items()
        for period in kinds.get(kind, ())
        for ground in _named(group, str(period["entries"]))
    ]
    if not found:
        raise KeyError(kind)
    return {each.code: each for each in found}


def recusal_grounds(role: str) -> tuple[Ground, ...]:
    """Grounds on which a role such as ``complaint_mediator`` withdraws. Raises: KeyError."""
    return recusal(role).grounds


def recusal(role: str) -> Recusal:
    """The recusal rule of a role. Raises: KeyError."""
    entry = rulebook().book["recusal"][role]
    source, verified = str(entry["source"]), bool(entry["verified"])
    grounds = tuple(
        Ground(each["code"], each["zh"], each["en"], source, verified)
        for each in load("grounds.yaml")["recusal"][role]
    )
    return Recusal(grounds, str(entry.get("who_decides", "")), source, verified)


def _grounds(group: str, kind: str, on: date | None) -> tuple[Ground, ...]:
    periods = load("grounds.yaml")[group][kind]
    for period in periods:
        if on is None or _applies(period, on):
            return _named(group, str(period["entries"]))
    raise RuleNotInForce(f"{group} of {kind} on {on}")


def _applies(period: Mapping[str, Any], on: date) -> bool:
    begins_on: date = period.get("from", date.min)
    ends_on: date = period.get("to", date.max)
    return begins_on <= on <= ends_on


def _named(group: str, entries: str) -> tuple[Ground, ...]:
    return tuple(
        Ground(each["id"], each["zh"], each["en"], each["source"], bool(each["verified"]))
        for each in rulebook().book[group][entries]
    )
