"""Reading and adding audit entries and heads; nothing here changes or deletes one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from chassis.database import reading
from gateway.storage.tables import audit_entries, audit_heads, audit_tree

Row = RowMapping
_CHUNK = 2000
_LOCKED = sa.select(audit_tree).where(audit_tree.c.id == 1).with_for_update()
_NEXT = audit_tree.update().where(audit_tree.c.id == 1)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which entries: of a matter, and of a subject; empty for all."""

    matter: str = ""
    subject: str = ""


class Appending:
    """The right to add the next entry; nobody else has it until the transaction ends."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        row = connection.execute(_LOCKED).one()
        self.size: int = row.size
        self.edge: bytes = row.edge
        self.headed_at: datetime | None = row.headed_at

    def add_entry(self, values: Mapping[str, Any]) -> None:
        self._connection.execute(audit_entries.insert(), dict(values))

    def add_head(self, values: Mapping[str, Any]) -> None:
        self._connection.execute(audit_heads.insert(), dict(values))

    def head(self) -> Row | None:
        """The head over all entries of now, if one was signed."""
        query = sa.select(audit_heads).where(audit_heads.c.size == self.size)
        return self._connection.execute(query).mappings().one_or_none()

    def move_on(self, size: int, edge: bytes, headed_at: datetime | None) -> None:
        """Say where the next entry goes."""
        self._connection.execute(_NEXT, {"size": size, "edge": edge, "headed_at": headed_at})


class Snapshot:
    """The log as it stood at one moment."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self) -> Iterator[Row]:
        """All entries, in order of their position."""
        position = None
        while True:
            query = sa.select(audit_entries).order_by(audit_entries.c.position).limit(_CHUNK)
            if position is not None:
                query = query.where(audit_entries.c.position > position)
            rows = self._connection.execute(query).mappings().all()
            if not rows:
                return
            yield from rows
            position = rows[-1]["position"]

    def heads(self) -> list[Row]:
        """All heads, in order of their size."""
        query = sa.select(audit_heads).order_by(audit_heads.c.size)
        return list(self._connection.execute(query).mappings())

    def tree(self) -> Row:
        """Size and edge of the tree."""
        return self._connection.execute(sa.select(audit_tree)).mappings().one()


class AuditRows:
    """The tables ``audit_entries``, ``audit_heads`` and ``audit_tree``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def appending(self) -> Iterator[Appending]:
        """A short transaction that holds the place of the next entry."""
        with self._engine.begin() as connection:
            yield Appending(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One consistent look at the whole log."""
        with reading(self._engine) as connection:
            yield Snapshot(connection)

    def newest(self, asked: Asked, *, before: int | None, limit: int) -> list[Row]:
        """Entries below the position ``before``, the newest first."""
        query = sa.select(audit_entries).where(*_conditions(asked))
        if before is not None:
            query = query.where(audit_entries.c.position < before)
        query = query.order_by(audit_entries.c.position.desc()).limit(limit)
        with reading(self._engine) as connection:
            return list(connection.execute(query).mappings())


def _conditions(asked: Asked) -> list[sa.ColumnElement[bool]]:
    table, found = audit_entries.c, []
    if asked.matter:
        # An act on a case names only the case; that the case belongs to the matter was seen when
        # somebody opened it.
        of_matter = (
            sa.select(table.object)
            .where(table.matter == asked.matter, table.object != "")
            .correlate(None)
        )
        found.append(
            sa.or_(
                table.matter == asked.matter,
                table.object == asked.matter,
                table.object.in_(of_matter),
            )
        )
    if asked.subject:
        found.append(sa.or_(table.subject == asked.subject, table.object == asked.subject))
    return found
