"""Grounds on which one refuses, ends or withdraws, with their source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lawbook.rules import rulebook


@dataclass(frozen=True)
class Ground:
    """One ground; ``code`` is stable and stored."""

    code: str
    zh: str
    en: str
    source: str
    verified: bool


def refusal_grounds(kind: str) -> tuple[Ground, ...]:
    """Grounds for refusing a submission of ``kind``.

    Raises: KeyError for a kind without grounds.
    Law: SAMR Order 121 art. 16
    """
    entries = {"complaint": "complaint_current"}[kind]
    return _grounds(rulebook().book["refusal_grounds"][entries])


def termination_grounds(kind: str) -> tuple[Ground, ...]:
    """Grounds for ending a mediation.

    Law: SAMR Order 121 art. 23(1)
    """
    entries = {"complaint_mediation": "complaint_mediation_current"}[kind]
    return _grounds(rulebook().book["termination_grounds"][entries])


@dataclass(frozen=True)
class Recusal:
    """Who decides on a recusal (回避), on which grounds."""

    grounds: tuple[str, ...]
    who_decides: str
    source: str


def recusal(role: str) -> Recusal:
    """The recusal rule of a role, such as ``complaint_mediator``. Raises: KeyError."""
    entry = rulebook().book["recusal"][role]
    return Recusal(tuple(entry["grounds"]), str(entry["who_decides"]), str(entry["source"]))


def _grounds(entries: Iterable[Mapping[str, Any]]) -> tuple[Ground, ...]:
    return tuple(
        Ground(each["id"], each["zh"], each["en"], each["source"], bool(each["verified"]))
        for each in entries
    )
