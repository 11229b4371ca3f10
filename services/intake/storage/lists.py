"""Lists for officers: by the next deadline, or, for those who search, the newest first."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.pagination import page
from services.intake.domain.search_words import wanted_words
from services.intake.storage.search import numbers_with
from services.intake.storage.tables import submissions

FILTERS = ("status", "kind", "lane", "assignee", "identity")
NOBODY = "-"
"""Stands for no assignee at all; no account is called so."""
_t = submissions.c


def list_page(connection: Connection, asked: Mapping[str, Any]) -> tuple[list[Any], str]:
    """One page of matters that fit, and the next cursor, empty on the last page.

    ``asked``: the filters by name, ``q``, ``limit``, ``cursor``. Rows have ``document``.
    Raises: BadRequest for a cursor that is not ours.
    """
    conditions = [
        _t[name] == ("" if asked[name] == NOBODY else asked[name])
        for name in FILTERS
        if asked.get(name)
    ]
    wanted = wanted_words(asked.get("q") or "")
    if asked.get("q") and not wanted:
        return [], ""
    if not wanted:
        query = sa.select(_t.document, _t.next_due_at, _t.id).where(*conditions)
        return page(connection, query, [_t.next_due_at, _t.id], dict(asked))
    return _found(connection, wanted, conditions, asked)


def _found(
    connection: Connection,
    wanted: list[tuple[str, bool]],
    conditions: list[sa.ColumnElement[bool]],
    asked: Mapping[str, Any],
) -> tuple[list[Any], str]:
    behind = asked["cursor"] if str(asked["cursor"]).isdecimal() else ""
    numbers = numbers_with(connection, wanted, before=int(behind) if behind else None).subquery()
    query = (
        sa.select(_t.document, numbers.c.number)
        .select_from(
            numbers.join(submissions, _t.receipt_no == sa.cast(numbers.c.number, sa.String(13)))
        )
        .where(*conditions)
        .order_by(numbers.c.number.desc())
        .limit(asked["limit"] + 1)
    )
    rows = list(connection.execute(query))
    if len(rows) <= asked["limit"]:
        return rows, ""
    rows = rows[: asked["limit"]]
    return rows, str(rows[-1].number)
