"""Which level of court decides about a kind of right: basic, intermediate, or a designated one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lawbook.rules import load

BASIC, INTERMEDIATE, DESIGNATED = "basic", "intermediate", "designated"
LEVELS = (BASIC, INTERMEDIATE, DESIGNATED)


def levels_of(right_type: str) -> tuple[str, ...]:
    """The levels of court that may decide, the usual one first.

    Law: 法释〔2022〕13号 arts 1-3; 民事诉讼法 art. 205 (a dispute of an intermediate court goes there)
    """
    book = _book()
    return tuple(book["belongs_to"].get(right_type, book["otherwise"]))


def level_name(level: str, language: str) -> str:
    """A level as people call it. Raises: KeyError."""
    return str(_book()["levels"][level]["zh" if language.startswith("zh") else "en"])


def source_of_levels(language: str) -> str:
    """Where it is laid down."""
    return str(_book()["source"]["zh" if language.startswith("zh") else "en"])


@cache
def _book() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load("courts.yaml")
    return found
