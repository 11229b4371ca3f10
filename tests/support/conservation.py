"""The books must balance: whatever was said was heard once by everybody who listens."""

import json
import time
from collections import Counter
from typing import Any

import sqlalchemy as sa

from chassis.clock import SystemClock
from chassis.database import open_engine
from chassis.jobs import DEAD
from chassis.schema import inbox, jobs, outbox
from contracts.readers import READERS
from deploy.names import SERVICES

SECONDS = 150.0


def settled(database_url: str) -> dict[str, Any]:
    """Wait until nothing is under way, then the findings; raises when that does not happen."""
    deadline = time.monotonic() + SECONDS
    while True:
        found = _look(database_url)
        if not (found["unheard"] or found["undone"]) or time.monotonic() > deadline:
            return found
        time.sleep(1.0)


def _look(database_url: str) -> dict[str, Any]:
    said, heard, undone, parked = {}, {}, 0, 0
    for service in SERVICES:
        engine = open_engine(database_url.format(service=service))
        with engine.connect() as connection:
            said |= {row.id: row for row in connection.execute(sa.select(outbox))}
            heard[service] = Counter(connection.scalars(sa.select(inbox.c.message_id)))
            undone += connection.execute(
                sa.select(sa.func.count()).where(_is_under_way())
            ).scalar_one()
            dead = sa.select(sa.func.count()).where(jobs.c.state == DEAD)
            parked += connection.execute(dead).scalar_one()
        engine.dispose()
    return {
        "said": len(said),
        "unheard": _unheard(said, heard),
        "undone": undone,
        "parked": parked,
        "doubled": _doubled(said),
    }


def _is_under_way() -> sa.ColumnElement[bool]:
    """Due, running or to be tried again; what was planned for a later day is no unfinished work."""
    begun = sa.or_(jobs.c.attempts > 0, jobs.c.run_at <= SystemClock().now())
    return sa.and_(jobs.c.state != DEAD, begun)


def _unheard(said: dict[str, Any], heard: dict[str, Counter[str]]) -> list[str]:
    return [
        f"{row.type} by {reader}"
        for row in said.values()
        for reader in READERS.get(row.type, ())
        if row.id not in heard[reader]
    ]


def _doubled(said: dict[str, Any]) -> list[str]:
    """Events that say the same thing about the same matter a second time."""
    facts = Counter(_fact(row) for row in said.values())
    return [str(fact) for fact, times in facts.items() if times > 1]


def _fact(row: Any) -> tuple[str, str]:
    data = json.loads(row.envelope)["data"]
    return row.type, json.dumps(_without_instants(data), sort_keys=True)


def _without_instants(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if not name.endswith("_at")}
