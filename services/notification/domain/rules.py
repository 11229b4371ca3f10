"""The table of notices: which event tells whom what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).parent / "rules.yaml"


@dataclass(frozen=True)
class NoticeRule:
    """One line: who is told, with which template, and who knows the address.

    ``only``: facts that the event must have.
    """

    audience: str
    template: str
    owner: str
    only: Mapping[str, Any] = field(default_factory=dict)

    def applies_to(self, data: Mapping[str, Any]) -> bool:
        return all(data.get(name) == value for name, value in self.only.items())


@cache
def notice_rules() -> Mapping[str, tuple[NoticeRule, ...]]:
    """Event type → its lines."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {kind: tuple(NoticeRule(**line) for line in lines) for kind, lines in table.items()}
