"""Published roots, the leaves under them, and what waits for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.database import insert_if_absent
from contracts.daily_root import AUDIT, EVIDENCE, RECEIPT, ROOT_FORMAT
from lawbook.presentation import instant
from services.intake.domain.daily_root import ONE_DAY, end_of
from services.intake.storage.tables import (
    daily_leaves,
    daily_roots,
    evidence,
    seen_heads,
    submissions,
)

_r, _l, _e, _s = daily_roots.c, daily_leaves.c, evidence.c, submissions.c
_LOOSE_DAYS = 2
"""A file lies a day at most before a submission takes it; nothing older can be new."""


@dataclass(frozen=True, kw_only=True)
class DailyRoot:
    """What was published of a day. ``root``, ``previous``: 64 hexadecimal digits; ``signature``: a JWS."""

    day: date
    size: int
    root: str
    previous: str
    published_at: datetime
    signature: str = ""
    timestamp_token: str = ""

    def published(self) -> dict[str, Any]:
        """As everybody may have it."""
        return {
            "format": ROOT_FORMAT,
            "day": self.day.isoformat(),
            "size": self.size,
            "root": self.root,
            "previous": self.previous,
            "published_at": instant(self.published_at),
            "signature": self.signature,
            "timestamp_token": self.timestamp_token,
        }


@dataclass(frozen=True)
class Placed:
    """A leaf at its place."""

    day: date
    position: int
    content: Mapping[str, Any]


@dataclass
class DailyRoots:
    """The tables ``daily_roots``, ``daily_leaves`` and ``seen_heads`` in one transaction."""

    connection: Connection

    def add(self, root: DailyRoot, leaves: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Keep a root with its leaves, each as (what it is about, content)."""
        self.connection.execute(daily_roots.insert(), vars(root))
        rows = [
            {"day": root.day, "position": n, "object": about, "content": dict(content)}
            for n, (about, content) in enumerate(leaves)
        ]
        self.connection.execute(daily_leaves.insert(), rows)

    def stamp(self, day: date, token: str) -> None:
        """Keep what the time-stamping authority answered."""
        mine = daily_roots.update().where(_r.day == day)
        self.connection.execute(mine.values(timestamp_token=token))

    def newest(self, before: date | None = None, limit: int = 1) -> list[DailyRoot]:
        """The newest roots first, below a day."""
        query = sa.select(daily_roots).order_by(_r.day.desc()).limit(limit)
        if before is not None:
            query = query.where(_r.day < before)
        return [DailyRoot(**row) for row in self.connection.execute(query).mappings()]

    def of(self, days: Sequence[date]) -> list[DailyRoot]:
        """The roots of some days."""
        query = sa.select(daily_roots).where(_r.day.in_(days)).order_by(_r.day)
        return [DailyRoot(**row) for row in self.connection.execute(query).mappings()]

    def leaves(self, day: date) -> list[Mapping[str, Any]]:
        """What stands under a root, in order."""
        query = sa.select(_l.content).where(_l.day == day).order_by(_l.position)
        return list(self.connection.scalars(query))

    def placed(self, objects: Sequence[str]) -> list[Placed]:
        """Where receipts and files stand."""
        query = sa.select(_l.day, _l.position, _l.content).where(_l.object.in_(objects))
        rows = self.connection.execute(query.order_by(_l.day, _l.position))
        return [Placed(*row) for row in rows]

    def audit_head(self, day: date) -> Mapping[str, Any] | None:
        """The head of the audit log under the root of a day."""
        query = sa.select(_l.content).where(_l.day == day, _l.object == AUDIT)
        found: Mapping[str, Any] | None = self.connection.execute(query).scalar()
        return found

    def see_head(self, size: int, root: str, at: datetime, signature: str) -> None:
        """Remember a head of the audit log, unless a newer one is known."""
        values = {"id": 1, "size": size, "root": root, "at": at, "signature": signature}
        if not insert_if_absent(self.connection, seen_heads, values):
            older = seen_heads.update().where(seen_heads.c.size < size)
            self.connection.execute(older.values(values))

    def seen_head(self) -> Mapping[str, Any] | None:
        """The newest head that has come, as it stands in a leaf."""
        row = self.connection.execute(sa.select(seen_heads)).one_or_none()
        if row is None:
            return None
        return {"size": row.size, "root": row.root, "at": instant(row.at), "jws": row.signature}

    def uncovered(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        """Receipts and files until the end of a day that stand under no root yet, without salt."""
        return [*self._receipts(day), *self._files(day)]

    def _receipts(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        # A receipt number begins with its date, and is indexed.
        first, after = f"{day - ONE_DAY:%y%m%d}", f"{day + ONE_DAY:%y%m%d}"
        query = (
            sa.select(_s.receipt_no, _s.kind, _s.filed_at)
            .where(_s.receipt_no >= first, _s.receipt_no < after, _s.filed_at < end_of(day))
            .where(~_covers(_s.receipt_no))
            .order_by(_s.receipt_no)
        )
        return [
            (
                row.receipt_no,
                {
                    "kind": RECEIPT,
                    "receipt_no": row.receipt_no,
                    "filing": row.kind,
                    "at": instant(row.filed_at),
                },
            )
            for row in self.connection.execute(query)
        ]

    def _files(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        until = end_of(day)
        query = (
            sa.select(_e.id, _e.receipt_no, _e.size, _e.sha256, _e.sm3, _e.stored_at)
            .where(_e.stored_at >= until - _LOOSE_DAYS * ONE_DAY - ONE_DAY, _e.stored_at < until)
            .where(_e.receipt_no.is_not(None), ~_covers(_e.id))
            .order_by(_e.id)
        )
        return [
            (
                row.id,
                {
                    "kind": EVIDENCE,
                    "receipt_no": row.receipt_no,
                    "evidence_id": row.id,
                    "size": row.size,
                    "sha256": row.sha256,
                    "sm3": row.sm3,
                    "at": instant(row.stored_at),
                },
            )
            for row in self.connection.execute(query)
        ]


def _covers(thing: sa.ColumnElement[str]) -> sa.Exists:
    return sa.select(1).where(_l.object == thing).exists()
