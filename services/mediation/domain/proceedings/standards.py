"""The standards library: by what an adjudication is handled, to be looked up and quoted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "standards.yaml"


@dataclass(frozen=True, kw_only=True)
class Standard:
    """One standard. ``since``: in force from; None where we have not read the date."""

    code: str
    title: str
    issued_by: str
    purpose: Mapping[str, str]
    rights: tuple[str, ...]
    since: date | None = None

    @property
    def citation(self) -> str:
        """As it is quoted, the article to be added."""
        return f"《{self.title}》（{self.issued_by}）"


@cache
def standards() -> tuple[Standard, ...]:
    """All of them, in the order of the file."""
    entries = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(
        Standard(code=code, **entry | {"rights": tuple(entry["rights"])})
        for code, entry in entries.items()
    )
