"""What an operator asks in a call, by its kind: data, so that a centre changes it without a program."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_DATA = Path(__file__).with_name("call_scripts.yaml")


@dataclass(frozen=True)
class Ask:
    """One question; one of ``fields`` keeps its answer. ``words`` by language."""

    fields: tuple[str, ...]
    is_required: bool
    words: Mapping[str, str]


@dataclass(frozen=True)
class Script:
    """The first words of a call, its questions, and the rule that says what the caller may expect."""

    kind: str
    opening: Mapping[str, str]
    expects: str
    asks: tuple[Ask, ...]


@cache
def scripts() -> tuple[Script, ...]:
    """The scripts of all kinds of calls."""
    data = yaml.load(_DATA.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(
        Script(
            kind,
            script["opening"],
            script.get("expects", ""),
            tuple(
                Ask(tuple(each["fields"]), bool(each.get("required")), _words(each))
                for each in script["asks"]
            ),
        )
        for kind, script in data.items()
    )


def _words(entry: Mapping[str, str]) -> Mapping[str, str]:
    return {language: entry[language] for language in ("zh", "en")}
