"""Where cases, experts, rooms and sessions are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from chassis.documents import Documents
from chassis.errors import NotFound
from services.mediation.domain.application import Application
from services.mediation.domain.case import Case
from services.mediation.domain.draw import Draw
from services.mediation.domain.expert import Expert, Room
from services.mediation.domain.slots import Busy
from services.mediation.storage.tables import applications, cases, draws, experts, rooms, sessions


class Cases(Documents[Case]):
    """All cases; one for each matter."""

    table: ClassVar[sa.Table] = cases
    aggregate = Case

    def columns(self, aggregate: Case) -> Mapping[str, Any]:
        return {
            "receipt_no": aggregate.receipt_no,
            "status": aggregate.status,
            "mediator_account": aggregate.mediator_account,
        }

    def of_matter(self, receipt_no: str) -> Case | None:
        return self.find(cases.c.receipt_no == receipt_no)

    def of_matters(self, receipt_numbers: Sequence[str]) -> list[Case]:
        return self.all(cases.c.receipt_no.in_(receipt_numbers))


class Experts(Documents[Expert]):
    """The pool."""

    table: ClassVar[sa.Table] = experts
    aggregate = Expert

    def columns(self, aggregate: Expert) -> Mapping[str, Any]:
        return {"account": aggregate.account, "is_active": aggregate.is_active}

    def by_account(self, account: str) -> Expert | None:
        return self.find(experts.c.account == account)

    def active(self) -> list[Expert]:
        return self.all(experts.c.is_active)


class Applications(Documents[Application]):
    """Who wants to become a member of the pool."""

    table: ClassVar[sa.Table] = applications
    aggregate = Application

    def columns(self, aggregate: Application) -> Mapping[str, Any]:
        return {"status": aggregate.status}


class Draws(Documents[Draw]):
    """Draws of mediators, as they were announced and held."""

    table: ClassVar[sa.Table] = draws
    aggregate = Draw

    def columns(self, aggregate: Draw) -> Mapping[str, Any]:
        return {"case_id": aggregate.case_id}

    def of_case(self, case_id: str) -> list[Draw]:
        """In the order in which they were announced."""
        return sorted(self.all(draws.c.case_id == case_id), key=lambda draw: draw.number)


class Rooms(Documents[Room]):
    """The rooms."""

    table: ClassVar[sa.Table] = rooms
    aggregate = Room

    def columns(self, aggregate: Room) -> Mapping[str, Any]:
        return {"name": aggregate.name}

    def by_name(self) -> list[Room]:
        """All rooms in the order in which they are offered."""
        return sorted(self.all(), key=lambda room: room.name)


class SlotTaken(Exception):
    """Somebody else has the mediator (``expert``) or the room at that time."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)


@dataclass(frozen=True, kw_only=True)
class Session:
    """A booked session. ``sequence`` grows with each change (RFC 5545)."""

    id: str
    case_id: str
    receipt_no: str
    expert_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime
    is_live: bool = True
    sequence: int = 0


class Sessions:
    """Booked sessions; the database refuses overlaps, whoever asks at the same time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def book(self, session: Session) -> None:
        """Raises: SlotTaken."""
        savepoint = self._connection.begin_nested()
        try:
            self._queue_for(session)
            self._connection.execute(sessions.insert().values(**vars(session)))
            savepoint.commit()
        except IntegrityError as refusal:
            savepoint.rollback()
            for what in ("expert", "room"):
                if f"one_session_per_{what}" in str(refusal.orig):
                    raise SlotTaken(what) from None
            raise

    def _queue_for(self, session: Session) -> None:
        """Wait for others who book the same mediator or room; a refusal lets the next one in.

        On PostgreSQL, inserts that check an exclusion constraint at the same time wait for each
        other and end as deadlocks. All take the mediator first and the room second.
        """
        for table, wanted in ((experts, session.expert_id), (rooms, session.room_id)):
            self._connection.execute(
                sa.select(table.c.id).where(table.c.id == wanted).with_for_update(key_share=True)
            )

    def release(self, session_id: str) -> None:
        """A session that was held or dropped blocks nobody any more."""
        self._connection.execute(
            sessions.update().where(sessions.c.id == session_id).values(is_live=False)
        )

    def get(self, session_id: str) -> Session:
        """Raises: NotFound."""
        row = self._connection.execute(
            sa.select(sessions).where(sessions.c.id == session_id)
        ).one_or_none()
        if row is None:
            raise NotFound()
        return Session(**row._mapping)

    def of_case(self, case_id: str) -> list[Session]:
        """Those that are over first; the one to come is the last, even when it is earlier."""
        found = self._all(sessions.c.case_id == case_id)
        return sorted(found, key=lambda session: session.is_live)

    def of_expert(self, expert_id: str, since: datetime) -> list[Session]:
        return self._all(sessions.c.expert_id == expert_id, sessions.c.ends_at > since)

    def busy(self, since: datetime, until: datetime) -> list[Busy]:
        """Every live booking that touches a span of time."""
        live = self._all(
            sessions.c.is_live, sessions.c.starts_at < until, sessions.c.ends_at > since
        )
        return [Busy(s.expert_id, s.room_id, s.starts_at, s.ends_at) for s in live]

    def _all(self, *conditions: Any) -> list[Session]:
        query = sa.select(sessions).where(*conditions).order_by(sessions.c.starts_at)
        return [Session(**row._mapping) for row in self._connection.execute(query)]
