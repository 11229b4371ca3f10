"""On which grounds work may be given back to whoever distributes it (退单)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lawbook.rules import load


@dataclass(frozen=True, kw_only=True)
class ReturnGround:
    """One ground and the article that it stands in."""

    code: str
    zh: str
    en: str
    source: str


@cache
def return_grounds() -> Mapping[str, ReturnGround]:
    """Every ground by code."""
    return {code: ReturnGround(code=code, **entry) for code, entry in load("returns.yaml").items()}
