"""Cursor pagination: the next page starts behind the last row that was seen, however long the list."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import request
from marshmallow import fields
from sqlalchemy.engine import Connection, Row

from chassis.problems import BadRequest
from chassis.schema import Instant
from chassis.validation import Query, between

MAX_LIMIT = 200
_LARGEST = 2**31 - 1


class PageQuery(Query):
    """The query parameters that every list knows."""

    limit = fields.Integer(load_default=50, validate=between(1, MAX_LIMIT))
    cursor = fields.String(load_default="")


def page(
    connection: Connection,
    query: sa.Select[Any],
    order: Sequence[sa.ColumnElement[Any]],
    asked: dict[str, Any],
) -> tuple[list[Row[Any]], str]:
    """One page of ``query`` in ascending ``order`` (the last column must be unique), and the next cursor.

    The cursor is empty on the last page. Raises: BadRequest for a cursor that is not ours.
    """
    if asked["cursor"]:
        behind = [
            _literal(c, value)
            for c, value in zip(order, _decode(asked["cursor"], order), strict=True)
        ]
        query = query.where(sa.tuple_(*order) > sa.tuple_(*behind))
    rows = list(connection.execute(query.order_by(*order).limit(asked["limit"] + 1)))
    if len(rows) <= asked["limit"]:
        return rows, ""
    rows = rows[: asked["limit"]]
    return rows, _encode([rows[-1]._mapping[column] for column in order])


def listing(
    rows: Sequence[Any], cursor: str, show: Callable[[Any], Any]
) -> tuple[dict[str, Any], int, dict[str, str]]:
    """A page as a body with its ``Link`` to the next one (RFC 8288)."""
    headers = {}
    if cursor:
        parameters = request.args.to_dict() | {"cursor": cursor}
        headers["Link"] = f'<{request.path}?{urlencode(parameters)}>; rel="next"'
    return {"items": [show(row) for row in rows], "next": cursor or None}, 200, headers


def _literal(column: sa.ColumnElement[Any], value: Any) -> sa.ColumnElement[Any]:
    return sa.literal(value, type_=column.type)


def _encode(values: list[Any]) -> str:
    text = json.dumps([v.isoformat() if hasattr(v, "isoformat") else v for v in values])
    return base64.urlsafe_b64encode(text.encode()).decode()


def _decode(cursor: str, order: Sequence[sa.ColumnElement[Any]]) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor))
        return [_read(each, column) for each, column in zip(values, order, strict=True)]
    except (ValueError, TypeError, RecursionError) as problem:
        raise BadRequest("invalid_cursor") from problem


def _read(value: Any, column: sa.ColumnElement[Any]) -> Any:
    """A value that the column can be compared with. Raises: ValueError; TypeError."""
    if isinstance(column.type, Instant):
        return datetime.fromisoformat(value).astimezone(UTC)
    kind = column.type.python_type
    if kind is date:
        return date.fromisoformat(value)
    is_storable = "\0" not in value if kind is str else abs(value) <= _LARGEST
    if type(value) is not kind or not is_storable:
        raise ValueError(value)
    return value
