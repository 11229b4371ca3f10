"""Kinds of papers: what each says, who reads it, and which event issues it. Read from ``kinds/``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from cattrs.preconf.json import make_converter

KINDS = Path(__file__).parent / "kinds"
LINE, PARAGRAPHS, DATE, MOMENT, MONEY, ROWS = (
    "line",
    "paragraphs",
    "date",
    "moment",
    "money",
    "rows",
)
_converter = make_converter(forbid_extra_keys=True)
TYPES = (LINE, PARAGRAPHS, DATE, MOMENT, MONEY, ROWS)
SYSTEM = ("number", "title", "office", "issued_on", "check_code", "check_address", "qr")
"""What every template may use besides the variables of its kind."""

LETTER, RECORD, FORM = "letter", "record", "form"
SHARED = "_"
"""A key that begins so holds what several kinds of one file share; it is no kind."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a ``rows`` variable."""

    label: str
    en: str
    mask: str = ""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One fact of a paper.

    ``source``: ``service.path`` or ``event.field`` where the fact is found; empty for what an
    officer types. ``words``: what a code reads as. ``mask``: how the fact is covered in copies.
    """

    label: str
    en: str
    sample: Any
    type: str = LINE
    source: str = ""
    mask: str = ""
    required: bool = True
    words: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """One kind of paper.

    ``word``: stands in the document number. ``issued_by``: the events that issue it by itself, each
    with what its data must have. ``facts``: services asked for facts. ``readers``: who may
    read it beside the staff; ``masked_for``: who gets a covered copy only. ``body``: see
    ``rendering/built_in.py``.
    """

    code: str
    title: str
    en: str
    word: str
    layout: str
    body: Sequence[Any]
    variables: Mapping[str, Variable]
    issued_by: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    masked_for: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every name that a template of this kind may use."""
        return frozenset(self.variables) | frozenset(SYSTEM)

    def samples(self) -> dict[str, Any]:
        """Values for a preview."""
        return {name: each.sample for name, each in self.variables.items()}

    def sparse(self) -> dict[str, Any]:
        """Values for a trial in which everything that may be left out is."""
        return {
            name: each.sample if each.required else ([] if isinstance(each.sample, list) else "")
            for name, each in self.variables.items()
        }

    def fits(self, event_type: str, data: Mapping[str, Any]) -> bool:
        """Whether an event issues this paper."""
        wanted = self.issued_by.get(event_type)
        if wanted is None:
            return False
        return all(
            data.get(name) in value if isinstance(value, list) else data.get(name) == value
            for name, value in wanted.items()
        )


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind, by code, in the order of the files."""
    found: dict[str, Kind] = {}
    for path in sorted(KINDS.glob("*.yaml")):
        for code, entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items():
            if not code.startswith(SHARED):
                found[code] = _kind(code, entry)
    return found


def kinds_issued_by(event_type: str, data: Mapping[str, Any]) -> list[Kind]:
    """The papers that an event issues."""
    return [each for each in kinds().values() if each.fits(event_type, data)]


def _kind(code: str, entry: Mapping[str, Any]) -> Kind:
    kind = _converter.structure({"code": code, **entry}, Kind)
    unknown = {each.type for each in kind.variables.values()} - set(TYPES)
    if unknown:
        raise ValueError(f"{code}: no such type of variable: {', '.join(sorted(unknown))}")
    return kind
