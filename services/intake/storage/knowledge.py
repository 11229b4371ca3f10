"""What operators answer from: short texts that are found by word, by pinyin initials, or by code."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.errors import Conflict, NotFound
from services.intake.domain.search_words import initials_of
from services.intake.storage.tables import knowledge

MOST = 500
_k = knowledge.c


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One text; ``code`` is what is typed behind a slash."""

    id: str
    code: str
    title: str
    words: str
    is_active: bool


def entries(connection: Connection, wanted: str = "", *, all_of_them: bool = False) -> list[Entry]:
    """Those that have every word, titles first; without words all, by code."""
    query = sa.select(knowledge).order_by(_k.code).limit(MOST)
    if not all_of_them:
        query = query.where(_k.is_active)
    found = [
        Entry(id=r.id, code=r.code, title=r.title, words=r.words, is_active=r.is_active)
        for r in connection.execute(query)
    ]
    asked = wanted.casefold().split()
    fitting = [each for each in found if all(word in _text_of(each) for word in asked)]
    return sorted(fitting, key=lambda each: not all(w in _head_of(each) for w in asked))


def put(connection: Connection, entry: Entry, **change: Any) -> None:
    """Store a new text, or a changed one. Raises: Conflict when another has its code."""
    clash = sa.select(_k.id).where(_k.code == entry.code, _k.id != entry.id)
    if connection.execute(clash).first():
        raise Conflict("code_taken")
    values = vars(entry) | change
    if not connection.execute(knowledge.update().where(_k.id == entry.id), values).rowcount:
        connection.execute(knowledge.insert(), values)


def entry_of(connection: Connection, entry_id: str) -> Entry:
    """Raises: NotFound."""
    found = [each for each in entries(connection, all_of_them=True) if each.id == entry_id]
    if not found:
        raise NotFound()
    return found[0]


def _head_of(entry: Entry) -> str:
    return f"{entry.code} {entry.title} {initials_of(entry.title)}".casefold()


def _text_of(entry: Entry) -> str:
    return f"{_head_of(entry)} {entry.words}".casefold()
