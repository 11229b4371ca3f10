"""Booked sessions; the database refuses overlaps of mediators, rooms, panels and parties."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from chassis.errors import NotFound
from services.mediation.domain.slots import PERSON, Busy, person_key
from services.mediation.storage.tables import attendees, experts, rooms, sessions

RESOURCES = ("expert", "room", "party")


class SlotTaken(Exception):
    """Somebody else has the mediator (``expert``), the ``room``, a member of the ``panel`` or a ``party``."""

    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)


@dataclass(frozen=True, kw_only=True)
class Session:
    """A booked session. ``sequence`` grows with each change (RFC 5545).

    ``people``: keys of the parties and of the panel; the mediator's own is added when it is booked,
    so that nobody chairs one session and sits in another. ``held_until``: of a hold,
    which blocks everything like a session until then, and is nobody's appointment yet.
    """

    id: str
    case_id: str
    receipt_no: str
    expert_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime
    is_live: bool = True
    sequence: int = 0
    held_until: datetime | None = None
    people: tuple[str, ...] = ()

    @property
    def row(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "people"}


class Sessions:
    """Sessions and holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def book(self, session: Session) -> None:
        """Raises: SlotTaken."""
        with self._refusals(session):
            self._queue_for(session)
            self._connection.execute(sessions.insert().values(**session.row))
            self._seat(session)

    def move(self, session: Session, now: datetime) -> Session:
        """Put a session elsewhere in time or room; the old place is free in the same moment.

        Raises: SlotTaken, and nothing has changed.
        """
        moved = replace(session, sequence=session.sequence + 1)
        self.release_expired(now)
        with self._refusals(moved):
            self._queue_for(moved)
            self._connection.execute(
                sessions.update().where(sessions.c.id == moved.id).values(**moved.row)
            )
            self._connection.execute(attendees.delete().where(attendees.c.session_id == moved.id))
            self._seat(moved)
        return moved

    def seat_anew(self, session: Session) -> None:
        """Somebody else sits in a session that stays where it is. Raises: SlotTaken."""
        with self._refusals(session):
            self._queue_for(session)
            self._connection.execute(attendees.delete().where(attendees.c.session_id == session.id))
            self._seat(session)

    def confirm(self, session_id: str) -> None:
        """A hold becomes a session."""
        self._connection.execute(
            sessions.update().where(sessions.c.id == session_id).values(held_until=None)
        )

    def release(self, *session_ids: str) -> None:
        """Sessions that were held or dropped block nobody any more."""
        for table, column in ((sessions, sessions.c.id), (attendees, attendees.c.session_id)):
            self._connection.execute(
                table.update().where(column.in_(session_ids)).values(is_live=False)
            )

    def release_expired(self, now: datetime) -> None:
        """Holds whose time is over block nobody."""
        over = sa.select(sessions.c.id).where(sessions.c.is_live, sessions.c.held_until <= now)
        if found := list(self._connection.execute(over).scalars()):
            self.release(*found)

    def get(self, session_id: str) -> Session:
        """Raises: NotFound."""
        row = self._connection.execute(
            sa.select(sessions).where(sessions.c.id == session_id)
        ).one_or_none()
        if row is None:
            raise NotFound()
        return Session(
            **row._mapping,
            people=self._people(attendees.c.session_id == session_id).get(session_id, ()),
        )

    def of_case(self, case_id: str) -> list[Session]:
        """Those that are over first, then what is planned; the next to come is the last of all."""
        found = self._all(sessions.c.case_id == case_id)
        planned = [each for each in found if each.is_live]
        return [each for each in found if not each.is_live] + planned[::-1]

    def of_expert(self, expert_id: str, since: datetime) -> list[Session]:
        """Those that somebody chairs or sits in."""
        own = sa.select(attendees.c.session_id).where(attendees.c.person == person_key(expert_id))
        return self._all(sessions.c.id.in_(own), sessions.c.ends_at > since)

    def live(self) -> list[Session]:
        """Every session and hold that is booked now."""
        return self._all(sessions.c.is_live)

    def between(self, since: datetime, until: datetime) -> list[Session]:
        """Every live booking that touches a span of time."""
        return self._all(
            sessions.c.is_live, sessions.c.starts_at < until, sessions.c.ends_at > since
        )

    def busy(self, since: datetime, until: datetime, now: datetime, without: str) -> list[Busy]:
        """The same as spans, with everybody who is bound; without one case and holds that are over."""
        live = [
            each
            for each in self.between(since, until)
            if each.case_id != without and (each.held_until is None or each.held_until > now)
        ]
        people = self._people(
            attendees.c.is_live, attendees.c.starts_at < until, attendees.c.ends_at > since
        )
        return [
            Busy(s.expert_id, s.room_id, s.starts_at, s.ends_at, people.get(s.id, ())) for s in live
        ]

    def _queue_for(self, session: Session) -> None:
        """Wait for others who book the same people or room; a refusal lets the next one in.

        On PostgreSQL, inserts that check an exclusion constraint at the same time wait for each
        other and end as deadlocks. All take the mediator first, the room second, then the others in
        the order of their keys.
        """
        for table, wanted in ((experts, session.expert_id), (rooms, session.room_id)):
            self._connection.execute(
                sa.select(table.c.id).where(table.c.id == wanted).with_for_update(key_share=True)
            )
        if self._connection.dialect.name == "postgresql":
            for person in sorted(_everybody(session)):
                lock = sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(person, 0))
                self._connection.execute(sa.select(lock))

    def _seat(self, session: Session) -> None:
        rows = [
            {
                "session_id": session.id,
                "person": person,
                "starts_at": session.starts_at,
                "ends_at": session.ends_at,
                "is_live": session.is_live,
            }
            for person in _everybody(session)
        ]
        self._connection.execute(attendees.insert(), rows)

    @contextmanager
    def _refusals(self, wanted: Session) -> Iterator[None]:
        """A savepoint: what the database refuses for an overlap is a SlotTaken."""
        savepoint = self._connection.begin_nested()
        try:
            yield
            savepoint.commit()
        except IntegrityError as refusal:
            savepoint.rollback()
            for what in RESOURCES:
                if f"one_session_per_{what}" in str(refusal.orig):
                    raise SlotTaken(self._who(what, wanted)) from None
            raise

    def _who(self, what: str, wanted: Session) -> str:
        """Of those who are bound as people, whether it is the mediator, the panel or a party."""
        if what != "party":
            return what
        query = sa.select(attendees.c.person).where(
            attendees.c.is_live,
            attendees.c.person.in_(list(_everybody(wanted))),
            attendees.c.session_id != wanted.id,
            attendees.c.starts_at < wanted.ends_at,
            attendees.c.ends_at > wanted.starts_at,
        )
        busy = set(self._connection.execute(query).scalars())
        if person_key(wanted.expert_id) in busy:
            return "expert"
        return "panel" if any(key.startswith(PERSON) for key in busy) else what

    def _people(self, *conditions: Any) -> dict[str, tuple[str, ...]]:
        query = sa.select(attendees.c.session_id, attendees.c.person).where(*conditions)
        found: dict[str, tuple[str, ...]] = {}
        for session_id, person in self._connection.execute(query):
            found[session_id] = (*found.get(session_id, ()), person)
        return found

    def _all(self, *conditions: Any) -> list[Session]:
        query = sa.select(sessions).where(*conditions).order_by(sessions.c.starts_at)
        return [Session(**row._mapping) for row in self._connection.execute(query)]


def _everybody(session: Session) -> dict[str, None]:
    """The keys of all who are bound, the mediator first, each once."""
    return dict.fromkeys((person_key(session.expert_id), *session.people))
