"""Repositories: one table for each kind of aggregate.

An aggregate that keeps a docket of clocks gets its alarms planned whenever it is stored.
A row holds the whole aggregate as a JSON document and, beside it, the columns that are searched or
constrained. The price is that a document's shape must be migrated like a table's; the gain is one
insert or update for each aggregate and a domain that knows nothing of storage.
"""

from collections.abc import Mapping
from datetime import time
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.errors import NotFound, Stale
from chassis.jobs import Jobs, Planned
from chassis.schema import JSON


class Aggregate(Protocol):
    """A consistency boundary. ``events`` are the domain events not yet published."""

    id: str
    version: int
    events: list[Any]


class Transaction(Protocol):
    """What a repository needs of its unit of work."""

    connection: Connection
    clock: Clock
    jobs: Jobs

    def publish(self, domain_event: Any, aggregate: Any) -> None:
        """Called for each event of an aggregate when it is stored."""


A = TypeVar("A", bound=Aggregate)
CLOCK_ALARM = "clock.alarm"
"""Kind of the jobs that speak up when a clock of an aggregate's docket comes near its end."""

_converter = make_converter()
_converter.register_unstructure_hook(time, lambda at: at.isoformat())
_converter.register_structure_hook(time, lambda text, _kind: time.fromisoformat(text))


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

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def columns(self, aggregate: A) -> Mapping[str, Any]:
        """The searched columns of an aggregate."""
        raise NotImplementedError

    def add(self, aggregate: A, **fixed: Any) -> None:
        """Store a new aggregate and publish its events; ``fixed`` columns never change later."""
        aggregate.version = 1
        values = {"id": aggregate.id, "version": 1, "document": _dump(aggregate), **fixed}
        self._connection.execute(self.table.insert(), {**values, **self.columns(aggregate)})
        self._publish_all(aggregate)

    def save(self, *aggregates: A) -> None:
        """Store changed aggregates in one go and publish their events.

        Raises: Stale when somebody else stored one of them since it was loaded.
        """
        rows = [{"its_id": each.id, "its_version": each.version} for each in aggregates]
        for row, each in zip(rows, aggregates, strict=True):
            each.version += 1
            row |= {"version": each.version, "document": _dump(each), **self.columns(each)}
        unchanged = sa.and_(
            self.table.c.id == sa.bindparam("its_id"),
            self.table.c.version == sa.bindparam("its_version"),
        )
        stored = self._connection.execute(self.table.update().where(unchanged), rows)
        if stored.rowcount != len(rows):
            raise Stale()
        for each in aggregates:
            self._publish_all(each)

    def get(self, aggregate_id: str) -> A:
        """Raises: NotFound."""
        return self.one(self.table.c.id == aggregate_id)

    def take(self, aggregate_id: str) -> A:
        """Like ``get``, to change it: others who take it wait until this transaction has ended.

        For changes that do not name the version they are based on; without it, one of two people
        who act at the same moment would be told that the thing is stale. Raises: NotFound.
        """
        # SQLite has one writer at a time and knows no such lock.
        query = self._select(self.table.c.id == aggregate_id).with_for_update(key_share=True)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound()
        return self._load(row)

    def one(self, *conditions: sa.ColumnElement[bool]) -> A:
        """The one aggregate that meets the conditions. Raises: NotFound."""
        found = self.find(*conditions)
        if found is None:
            raise NotFound()
        return found

    def find(self, *conditions: sa.ColumnElement[bool]) -> A | None:
        """The aggregate that meets the conditions, or None."""
        row = self._connection.execute(self._select(*conditions)).one_or_none()
        return None if row is None else self._load(row)

    def all(self, *conditions: sa.ColumnElement[bool]) -> list[A]:
        """Every aggregate that meets the conditions, in the order of their ids."""
        rows = self._connection.execute(self._select(*conditions).order_by(self.table.c.id))
        return [self._load(row) for row in rows]

    def portion(self, after: str, limit: int) -> list[A]:
        """The next aggregates behind an id, at most ``limit``: a walk over all of them."""
        query = self._select(self.table.c.id > after).order_by(self.table.c.id).limit(limit)
        return [self._load(row) for row in self._connection.execute(query)]

    def _select(self, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return sa.select(self.table.c.document, self.table.c.version).where(*conditions)

    def _load(self, row: Any) -> A:
        aggregate: A = load_document(self.aggregate, row.document)
        aggregate.version = row.version
        return aggregate

    def _publish_all(self, aggregate: A) -> None:
        events, aggregate.events = aggregate.events, []
        for event in events:
            self._transaction.publish(event, aggregate)
        self._plan_alarms(aggregate)

    def _plan_alarms(self, aggregate: A) -> None:
        docket = getattr(aggregate, "docket", None)
        if docket is None:
            return
        now = self._transaction.clock.now()
        planned = [
            Planned(
                f"{aggregate.id}|{alarm.clock_key}|{alarm.moment}",
                {"clock": alarm.clock_key, "moment": alarm.moment},
                alarm.at,
            )
            for alarm in docket.alarms()
            if alarm.at > now
        ]
        self._transaction.jobs.add_all(CLOCK_ALARM, aggregate.id, planned)


def load_document(kind: type[Any], document: Mapping[str, Any]) -> Any:
    """An aggregate from its document."""
    _prepare(kind)
    return _converter.structure(document, kind)


def _dump(aggregate: Any) -> dict[str, Any]:
    _prepare(type(aggregate))
    return dict(_converter.unstructure(aggregate))


def _prepare(kind: type[Any]) -> None:
    """Events are published, not kept; the version has a column of its own."""
    if kind in _prepared:
        return
    out, into = make_dict_unstructure_fn, make_dict_structure_fn
    omit = override(omit=True)
    _converter.register_unstructure_hook(kind, out(kind, _converter, events=omit, version=omit))
    _converter.register_structure_hook(kind, into(kind, _converter, events=omit, version=omit))
    _prepared.add(kind)


_prepared: set[type[Any]] = set()
