"""Repositories: one table for each kind of aggregate.

A row holds the whole aggregate as a JSON document and, beside it, the columns that are searched or
constrained. The price is that a document's shape must be migrated like a table's; the gain is one
insert or update for each aggregate and a domain that knows nothing of storage.
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter
from sqlalchemy.engine import Connection

from chassis.errors import NotFound, Stale
from chassis.schema import JSON


class Aggregate(Protocol):
    """A consistency boundary. ``events`` are the domain events not yet published."""

    id: str
    version: int
    events: list[Any]


A = TypeVar("A", bound=Aggregate)
Publish = Callable[[Any, Any], None]
"""``publish(domain_event, aggregate)``: called for each event when the aggregate is stored."""

_converter = make_converter()


def document_table(name: str, metadata: sa.MetaData, *columns: sa.schema.SchemaItem) -> sa.Table:
    """A table for one kind of aggregate: id, version, document and the searched columns."""
    return sa.Table(
        name,
        metadata,
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", JSON, nullable=False),
        *columns,
    )


class Documents(Generic[A]):
    """The repository of one kind of aggregate in one transaction.

    A subclass names ``table`` and ``aggregate`` and says in ``columns`` what is searched.
    """

    table: ClassVar[sa.Table]
    aggregate: ClassVar[type[Any]]

    def __init__(self, connection: Connection, publish: Publish) -> None:
        self._connection = connection
        self._publish = publish

    def columns(self, aggregate: A) -> Mapping[str, Any]:
        """The searched columns of an aggregate."""
        raise NotImplementedError

    def add(self, aggregate: A) -> None:
        """Store a new aggregate and publish its events."""
        aggregate.version = 1
        self._connection.execute(
            self.table.insert().values(
                id=aggregate.id, version=1, document=_dump(aggregate), **self.columns(aggregate)
            )
        )
        self._publish_all(aggregate)

    def save(self, aggregate: A) -> None:
        """Store a changed aggregate and publish its events.

        Raises: Stale when somebody else stored it since it was loaded.
        """
        expected, aggregate.version = aggregate.version, aggregate.version + 1
        stored = self._connection.execute(
            self.table.update()
            .where(self.table.c.id == aggregate.id, self.table.c.version == expected)
            .values(
                version=aggregate.version,
                document=_dump(aggregate),
                **self.columns(aggregate),
            )
        )
        if stored.rowcount != 1:
            raise Stale()
        self._publish_all(aggregate)

    def get(self, aggregate_id: str) -> A:
        """Raises: NotFound."""
        return self.one(self.table.c.id == aggregate_id)

    def one(self, *conditions: sa.ColumnElement[bool]) -> A:
        """The one aggregate that meets the conditions. Raises: NotFound."""
        found = self.find(*conditions)
        if found is None:
            raise NotFound()
        return found

    def find(self, *conditions: sa.ColumnElement[bool]) -> A | None:
        """The aggregate that meets the conditions, or None."""
        row = self._connection.execute(
            sa.select(self.table.c.document, self.table.c.version).where(*conditions)
        ).one_or_none()
        return None if row is None else self._load(row)

    def all(self, *conditions: sa.ColumnElement[bool]) -> list[A]:
        """Every aggregate that meets the conditions, in the order of their ids."""
        rows = self._connection.execute(
            sa.select(self.table.c.document, self.table.c.version)
            .where(*conditions)
            .order_by(self.table.c.id)
        )
        return [self._load(row) for row in rows]

    def _load(self, row: Any) -> A:
        aggregate: A = load_document(self.aggregate, row.document)
        aggregate.version = row.version
        return aggregate

    def _publish_all(self, aggregate: A) -> None:
        events, aggregate.events = aggregate.events, []
        for event in events:
            self._publish(event, aggregate)


def load_document(kind: type[Any], document: Mapping[str, Any]) -> Any:
    """An aggregate from its document."""
    return _converter.structure(document, kind)


def _dump(aggregate: Any) -> dict[str, Any]:
    kind = type(aggregate)
    if kind not in _prepared:
        _converter.register_unstructure_hook(
            kind,
            make_dict_unstructure_fn(
                kind, _converter, events=override(omit=True), version=override(omit=True)
            ),
        )
        _prepared.add(kind)
    return dict(_converter.unstructure(aggregate))


_prepared: set[type[Any]] = set()
