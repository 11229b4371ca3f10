"""What readers chose, and what they have read."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.database import insert_those_absent, upsert
from services.notification.storage.tables import preferences, readings


class Preferences:
    """By which ways somebody wants to be told; nothing is kept for those who chose nothing."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def of(self, reader: str) -> Mapping[str, Any]:
        """What a reader chose; empty when nothing."""
        query = sa.select(preferences.c.choices).where(preferences.c.reader == reader)
        return self._connection.execute(query).scalar() or {}

    def choose(self, reader: str, choices: Mapping[str, Any]) -> None:
        """Keep the choices of a reader in place of earlier ones."""
        kept = {"choices": dict(choices), "changed_at": self._clock.now()}
        upsert(self._connection, preferences, {"reader": reader, **kept}, kept)

    def all_of_staff(self) -> Mapping[str, Mapping[str, Any]]:
        """Reader → choices, of everybody with an account who chose something."""
        query = sa.select(preferences.c.reader, preferences.c.choices)
        rows = self._connection.execute(query.where(preferences.c.reader.startswith("staff:")))
        return {row.reader: row.choices for row in rows}


class Readings:
    """Which messages a person has read."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def among(self, reader: str, notice_ids: Iterable[str]) -> set[str]:
        """Those of some messages that were read."""
        mine = (readings.c.reader == reader, readings.c.notice_id.in_(list(notice_ids)))
        return set(self._connection.scalars(sa.select(readings.c.notice_id).where(*mine)))

    def read(self, reader: str, notice_ids: Iterable[str]) -> None:
        """Remember that these were read; again changes nothing."""
        now = self._clock.now()
        rows = [{"reader": reader, "notice_id": each, "read_at": now} for each in notice_ids]
        insert_those_absent(self._connection, readings, rows)
