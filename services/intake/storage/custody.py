"""The chain of custody: who did what with which file, when, and its digest at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from chassis.clock import Clock
from chassis.ids import Ids
from chassis.messages import Actor
from services.intake.storage.tables import custody

RECEIVED, CLEANED, FILED, TAKEN, COPIED = "received", "cleaned", "filed", "taken", "copied"
QUARANTINED, RELEASED = "quarantined", "released"
VIEWED, REDACTED, DENIED, EXPOSED = "viewed", "redacted", "denied", "exposed"


@dataclass(frozen=True)
class Custody:
    """One link of the chain."""

    evidence_id: str
    at: datetime
    act: str
    actor_role: str
    actor_id: str
    sha256: str


@dataclass
class CustodyLog:
    """The chain in one transaction, written for whoever acts in it."""

    connection: Connection
    clock: Clock
    ids: Ids
    actor: Actor

    def note(self, act: str, files: Sequence[tuple[str, str]]) -> None:
        """Note an act on some files, each as (id, SHA-256)."""
        rows = [
            {
                "id": self.ids.new(),
                "evidence_id": evidence_id,
                "at": self.clock.now(),
                "act": act,
                "actor_role": self.actor.role,
                "actor_id": self.actor.id,
                "sha256": sha256,
            }
            for evidence_id, sha256 in files
        ]
        if rows:
            self.connection.execute(custody.insert(), rows)


def custody_of(connection: Connection, evidence_ids: Sequence[str]) -> list[Custody]:
    """The whole chain of some files, oldest first."""
    rows = connection.execute(
        sa.select(custody)
        .where(custody.c.evidence_id.in_(evidence_ids))
        .order_by(custody.c.at, custody.c.id)
    )
    return [Custody(r.evidence_id, r.at, r.act, r.actor_role, r.actor_id, r.sha256) for r in rows]
