"""What a citizen may be asked for after filing, and which clocks stand still meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lawbook.rules import load

SUPPLEMENT = "gen.supplement"
"""The clock of the citizen's answer."""


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """Why one asks. ``pauses``: rules that stop; ``on_silence``: by kind of matter, the ground it opens."""

    code: str
    zh: str
    en: str
    pauses: tuple[str, ...]
    on_silence: Mapping[str, str]
    source: str


@cache
def purposes() -> Mapping[str, Purpose]:
    """Every purpose by code."""
    return {
        code: Purpose(code=code, **{**entry, "pauses": tuple(entry["pauses"])})
        for code, entry in load("supplements.yaml").items()
    }


def purpose_of(code: str) -> Purpose:
    """Raises: KeyError."""
    return purposes()[code]
