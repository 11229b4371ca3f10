"""What operators answer from: short texts that are found by word, by pinyin initials, or by code."""

from dataclasses import dataclass, fields
from datetime import date
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
    """One text; ``code`` is what is typed behind a slash, ``source`` the article that it rests on.

    It holds from the first to the last of its days; None is no limit. ``owner`` looks after it.
    """

    id: str
    code: str
    title: str
    words: str
    is_active: bool
    source: str = ""
    holds_from: date | None = None
    holds_until: date | None = None
    owner: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether somebody may be answered from it on this day."""
        has_begun = self.holds_from is None or self.holds_from <= day
        return self.is_active and has_begun and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.holds_until is not None and self.holds_until < day


_FIELDS = tuple(each.name for each in fields(Entry))


def entries(connection: Connection, wanted: str = "", *, on: date | None = None) -> list[Entry]:
    """Those that have every word, titles first; without words all, by code.

    ``on``: only what holds on that day; None: what is out of use as well.
    """
    query = sa.select(*(_k[name] for name in _FIELDS)).order_by(_k.code).limit(MOST)
    everything = [Entry(**row) for row in connection.execute(query).mappings()]
    found = [each for each in everything if on is None or each.holds_on(on)]
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
    found = [each for each in entries(connection) if each.id == entry_id]
    if not found:
        raise NotFound()
    return found[0]


def _head_of(entry: Entry) -> str:
    return f"{entry.code} {entry.title} {initials_of(entry.title)}".casefold()


def _text_of(entry: Entry) -> str:
    return f"{_head_of(entry)} {entry.words} {entry.source}".casefold()
