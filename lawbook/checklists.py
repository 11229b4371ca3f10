"""What papers a hand-over needs."""

from collections.abc import Collection
from dataclasses import dataclass

from lawbook.rules import load


@dataclass(frozen=True)
class ChecklistItem:
    """One paper; an item that is not required goes along where there is one."""

    code: str
    zh: str
    en: str
    required: bool


@dataclass(frozen=True)
class Checklist:
    """The papers of one kind of hand-over, with their source."""

    items: tuple[ChecklistItem, ...]
    source: str
    verified: bool

    def missing(self, present: Collection[str]) -> tuple[ChecklistItem, ...]:
        """The required papers that are not there."""
        return tuple(each for each in self.items if each.required and each.code not in present)

    def __contains__(self, code: str) -> bool:
        return any(each.code == code for each in self.items)


def checklist(name: str) -> Checklist:
    """Raises: KeyError."""
    entry = load("checklists.yaml")[name]
    items = tuple(ChecklistItem(**each) for each in entry["items"])
    return Checklist(items, entry["source"], entry["verified"])
