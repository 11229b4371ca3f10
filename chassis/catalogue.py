"""Message catalogues: a code becomes a sentence in the caller's language.

``messages.yaml`` holds ``code: {zh: …, en: …}``; ``{name}`` stands for a parameter.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
CHASSIS_MESSAGES = Path(__file__).parent / "messages.yaml"


class Catalogue:
    """The sentences of the chassis and of one service."""

    def __init__(self, *paths: Path) -> None:
        self.messages: dict[str, dict[str, str]] = {}
        for path in paths:
            self.messages |= _messages_in(path)

    def text(self, code: str, language: str, params: Mapping[str, Any] | None = None) -> str:
        """The sentence of a code; the code itself where there is none."""
        entry = self.messages.get(code)
        if entry is None:
            return code
        sentence = entry[language]
        return sentence.format_map(_Lenient(params or {})) if "{" in sentence else sentence


@cache
def _messages_in(path: Path) -> Mapping[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return found


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def language_of(accept_language: str | None) -> str:
    """``zh`` or ``en`` by the header; Chinese where the caller does not say."""
    for part in (accept_language or "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag[:2] in LANGUAGES:
            return tag[:2]
    return "zh"
