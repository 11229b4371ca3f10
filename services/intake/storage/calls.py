"""Where calls are kept, and what the desk asks about them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.documents import Documents, load_document
from services.intake.domain.call import PARKED, RINGING, SAVED, TALKING, Call
from services.intake.storage.tables import calls, submissions

MOST_OF_CALLER = 10
MOST_LISTED = 100
_c = calls.c
_s = submissions.c


class Calls(Documents[Call]):
    """All calls."""

    table: ClassVar[sa.Table] = calls
    aggregate = Call

    def columns(self, aggregate: Call) -> Mapping[str, Any]:
        waits = aggregate.call_back_at if aggregate.is_promised else None
        return {
            "cti_id": aggregate.cti_id or None,
            "number": aggregate.number,
            "operator": aggregate.operator,
            "state": aggregate.state,
            "began_at": aggregate.began_at,
            "answered_at": aggregate.answered_at,
            "saved_at": aggregate.saved_at,
            "ended_at": aggregate.ended_at,
            "is_incomplete": bool(aggregate.gaps),
            "call_back_at": waits,
        }

    def of_cti(self, cti_id: str) -> Call | None:
        """The call that the telephone system knows by this number."""
        return self.find(_c.cti_id == cti_id)

    def announce(self, call: Call) -> Call:
        """Store a call that the telephone system announces; when it is known, the call that is there.

        Of two who announce it at the same moment the second waits here, and gets the first's.
        """
        try:
            with self._connection.begin_nested():
                self.add(call)
        except sa.exc.IntegrityError:
            return self.one(_c.cti_id == call.cti_id)
        return call

    def states_of(self, operator: str) -> frozenset[str]:
        """The states of an operator's open calls."""
        return open_states(self._connection, operator).get(operator, frozenset())


VIEWS: Mapping[str, tuple[sa.ColumnElement[bool], sa.ColumnElement[Any]]] = {
    "ringing": (_c.state == RINGING, _c.began_at),
    "open": (_c.state.in_((TALKING, SAVED)), _c.began_at),
    "parked": (_c.state == PARKED, _c.began_at),
    "incomplete": (_c.is_incomplete, _c.began_at),
    "callbacks": (_c.call_back_at.is_not(None), _c.call_back_at),
    "recent": (_c.state.not_in((RINGING, TALKING)), _c.began_at.desc()),
}
"""Lists of the desk: which calls, in which order."""


def listed(connection: Connection, view: str, operator: str = "") -> list[Call]:
    """The calls of one list, all or those of one operator."""
    condition, order = VIEWS[view]
    query = sa.select(_c.document, _c.version).where(condition).order_by(order).limit(MOST_LISTED)
    if operator:
        query = query.where(_c.operator == operator)
    return [_loaded(row) for row in connection.execute(query)]


def open_states(connection: Connection, operator: str = "") -> dict[str, frozenset[str]]:
    """The states of open calls by operator: everybody's, or one operator's."""
    query = sa.select(_c.operator, _c.state).where(_c.state.in_((TALKING, SAVED))).distinct()
    if operator:
        query = query.where(_c.operator == operator)
    found: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        found[row.operator].add(row.state)
    return {each: frozenset(states) for each, states in found.items()}


def after_call_since(connection: Connection, operator: str) -> datetime | None:
    """Since when an operator has been writing the note after a call; None when there is none."""
    written = (_c.operator == operator, _c.state == SAVED)
    found: datetime | None = connection.execute(
        sa.select(sa.func.max(_c.saved_at)).where(*written)
    ).scalar()
    return found


@dataclass(frozen=True)
class Caller:
    """What is known of a number: the newest calls and matters, and how many calls there were."""

    calls: list[Call]
    matters: list[Any]
    nuisance: int


def caller(connection: Connection, number: str) -> Caller:
    """Who calls? Matters that were filed in confidence are not found by a number."""
    recent = connection.execute(
        sa.select(_c.document, _c.version)
        .where(_c.number == number)
        .order_by(_c.began_at.desc())
        .limit(MOST_OF_CALLER)
    )
    found = [_loaded(row) for row in recent]
    matters = connection.execute(
        sa.select(_s.receipt_no, _s.kind, _s.status, _s.filed_at)
        .where(_s.contact_key == number)
        .order_by(_s.receipt_no.desc())
        .limit(MOST_OF_CALLER)
    )
    return Caller(found, list(matters), sum(each.wrap_up == "nuisance" for each in found))


@dataclass(frozen=True)
class Times:
    """When a call rang, was answered, and was written down."""

    operator: str
    state: str
    began_at: datetime
    answered_at: datetime | None
    saved_at: datetime | None
    ended_at: datetime | None


def times_between(connection: Connection, since: datetime, until: datetime) -> list[Times]:
    """The calls of a stretch of time, oldest first; those that still ring are left out."""
    rows = connection.execute(
        sa.select(_c.operator, _c.state, _c.began_at, _c.answered_at, _c.saved_at, _c.ended_at)
        .where(_c.began_at >= since, _c.began_at < until, _c.state != RINGING)
        .order_by(_c.began_at)
    )
    return [Times(*row) for row in rows]


def _loaded(row: Any) -> Call:
    call: Call = load_document(Call, row.document)
    call.version = row.version
    return call
