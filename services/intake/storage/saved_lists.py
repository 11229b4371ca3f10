"""Lists that an officer has saved under a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.errors import Conflict, NotFound
from chassis.ids import Ids
from services.intake.storage.tables import saved_lists

MOST = 20


@dataclass(frozen=True)
class SavedList:
    """A name and the filters behind it."""

    id: str
    name: str
    query: Mapping[str, Any]


@dataclass
class SavedLists:
    """The saved lists of one person in one transaction."""

    connection: Connection
    ids: Ids
    owner: str

    def save(self, name: str, query: Mapping[str, Any]) -> SavedList:
        """Keep filters under a name; the same name is overwritten. Raises: Conflict when full."""
        mine = saved_lists_of(self.connection, self.owner)
        same = next((each for each in mine if each.name == name), None)
        if same is None and len(mine) >= MOST:
            raise Conflict("too_many_saved_lists")
        if same is not None:
            self.remove(same.id)
        saved = SavedList(self.ids.new(), name, dict(query))
        row = {"id": saved.id, "owner": self.owner, "name": name, "query": saved.query}
        self.connection.execute(saved_lists.insert(), row)
        return saved

    def remove(self, list_id: str) -> None:
        """Raises: NotFound, also when it is another's."""
        mine = saved_lists.c.id == list_id, saved_lists.c.owner == self.owner
        if not self.connection.execute(saved_lists.delete().where(*mine)).rowcount:
            raise NotFound()


def saved_lists_of(connection: Connection, owner: str) -> list[SavedList]:
    """What somebody has saved, by name."""
    rows = connection.execute(
        sa.select(saved_lists).where(saved_lists.c.owner == owner).order_by(saved_lists.c.name)
    )
    return [SavedList(row.id, row.name, row.query) for row in rows]
