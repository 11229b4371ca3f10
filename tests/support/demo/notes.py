"""The demo's one aggregate: a note on a board."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa

from chassis.documents import Documents, document_table
from chassis.unit_of_work import UnitOfWork

metadata = sa.MetaData()
notes = document_table(
    "notes",
    metadata,
    sa.Column("owner", sa.String(40), nullable=False),
    sa.Column("title", sa.String(40), nullable=False),
    sa.Column("stars", sa.Integer, nullable=False),
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass
class NotePinned:
    """Domain event: a note hangs on the board."""

    title: str


@dataclass(frozen=True)
class NotePinnedV1:
    """Contract event."""

    TYPE: ClassVar[str] = "huhang.demo.note.pinned.v1"
    note_id: str
    title: str


@dataclass
class Note:
    """A note."""

    id: str
    owner: str
    title: str
    colour: Colour = Colour.RED
    stars: int = 0
    version: int = 0
    events: list[Any] = field(default_factory=list)

    @classmethod
    def pin(cls, note_id: str, owner: str, title: str, colour: Colour, stars: int) -> "Note":
        note = cls(note_id, owner, title, colour, stars)
        note.events.append(NotePinned(title))
        return note


class Notes(Documents[Note]):
    """All notes."""

    table = notes
    aggregate = Note

    def columns(self, note: Note) -> Mapping[str, Any]:
        return {"owner": note.owner, "title": note.title, "stars": note.stars}


class DemoUnitOfWork(UnitOfWork):
    """One transaction over notes."""

    notes: Notes

    def _open_repositories(self) -> None:
        self.notes = Notes(self)


OUTGOING = {NotePinned: lambda event, note: NotePinnedV1(note.id, event.title)}
