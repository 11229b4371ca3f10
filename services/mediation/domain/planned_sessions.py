"""The sessions of a case that are planned: the one to come, those of a series after it, who comes."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from chassis.errors import NotFound, WrongState
from services.mediation.domain import events
from services.mediation.domain.case_states import POSSIBLE, SCHEDULED, SCHEDULING
from services.mediation.domain.waiting_list import Waiting

NOT_NEEDED = "not_needed"
"""Why the rest of a series is called off once the case is settled or has ended."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where and when a session is held; ``sequence`` grows with each change (RFC 5545)."""

    session_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime
    sequence: int


@dataclass
class Later:
    """A session of a series after the one to come, and who has answered whether they come."""

    session_id: str
    attendance: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class PlannedSessions(ABC):
    """What a case knows of its sessions. ``later``: the rest of a series, in the order of time.

    ``arrived``: who waits to be let into the next session, since when; ``begun_at``: when they were let in.
    """

    status: str
    expert_id: str = ""
    session_id: str = ""
    attendance: dict[str, str] = field(default_factory=dict)
    later: list[Later] = field(default_factory=list)
    arrived: dict[str, datetime] = field(default_factory=dict)
    begun_at: datetime | None = None
    away: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    wishes: dict[str, list[datetime]] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    waiting: Waiting | None = None
    events: list[object] = field(default_factory=list)

    def wait_for_slot(self, at: datetime) -> None:
        """Wait until a slot is free; saying it twice keeps the place on the list. Raises: WrongState."""
        self._only_in(SCHEDULING)
        self.waiting = self.waiting or Waiting(at)

    def slot_is_kept(self, session_id: str, starts_at: datetime, until: datetime) -> None:
        """What was waited for is there; everybody is told."""
        self.events.append(events.SlotKept(session_id, starts_at, until))

    def schedule(self, place: Place) -> None:
        """Give the case its next session. Raises: WrongState."""
        self._only_in(SCHEDULING)
        self.session_id, self.status, self.attendance = place.session_id, SCHEDULED, {}
        self.waiting = None
        self._nobody_here()
        self._announce(place)

    def schedule_later(self, place: Place) -> None:
        """Add a session to those that are planned already. Raises: WrongState."""
        self._only_in(SCHEDULED)
        self.later.append(Later(place.session_id))
        self._announce(place)

    def move_session(self, place: Place) -> None:
        """A planned session gets another time or room; everybody is asked anew about it.

        Raises: WrongState; NotFound for a session that is not planned.
        """
        self._only_in(SCHEDULED)
        answers = self.answers_of(place.session_id)
        if answers is None:
            raise NotFound()
        answers.clear()
        self._nobody_here()
        self._announce(place)

    def cancel_session(self, session_id: str, reason: str) -> None:
        """One planned session is called off; the next of its series, if any, is the one to come.

        The number of the last one stays until there is another, so that calendars can be told.
        Raises: WrongState; NotFound for a session that is not planned.
        """
        self._only_in(SCHEDULED)
        if self.answers_of(session_id) is None:
            raise NotFound()
        self._call_off(session_id, reason)
        if session_id == self.session_id:
            self.attendance = {}
            self._next_of_series()
        else:
            self.later = [each for each in self.later if each.session_id != session_id]

    def not_available(
        self, side: str, away: list[tuple[date, date]], wishes: list[datetime]
    ) -> None:
        """When one side cannot come, and which times it proposes. Raises: WrongState."""
        if not POSSIBLE[self.status]:
            raise WrongState(self.status, ())
        self.away[side], self.wishes[side] = away, wishes

    @property
    def planned(self) -> tuple[str, ...]:
        """The numbers of all planned sessions, the one to come first."""
        if self.status != SCHEDULED:
            return ()
        return (self.session_id, *(each.session_id for each in self.later))

    def answers_of(self, session_id: str) -> dict[str, str] | None:
        """Who said whether they come to a planned session; None for one that is not planned."""
        if session_id not in self.planned:
            return None
        later = {each.session_id: each.attendance for each in self.later}
        return later.get(session_id, self.attendance)

    def put_in_order(self, session_ids: Iterable[str]) -> None:
        """The planned sessions in the order of time, after one of them was moved past another."""
        answers = {
            each: self.answers_of(each) or {} for each in session_ids if each in self.planned
        }
        first, *rest = (Later(each, own) for each, own in answers.items())
        self.session_id, self.attendance, self.later = first.session_id, first.attendance, rest

    def attend(self, session_id: str, who: str, answer: str, *, has_begun: bool) -> None:
        """Somebody says whether they come; saying the same again changes nothing.

        Raises: WrongState when the session is not planned now, or has begun.
        """
        answers = self.answers_of(session_id)
        if has_begun or answers is None:
            raise WrongState(self.status, POSSIBLE[self.status])
        if answers.get(who) != answer:
            answers[who] = answer
            # Of a panel only the role is told to others.
            role = who.partition(":")[0]
            self.events.append(events.AttendanceAnswered(session_id, role, answer))

    def arrive(self, session_id: str, who: str, at: datetime) -> None:
        """Somebody waits to be let into the next session; saying it twice keeps the first time.

        Raises: WrongState for any other session.
        """
        if session_id not in self.planned[:1]:
            raise WrongState(self.status, POSSIBLE[self.status])
        self.arrived.setdefault(who, at)

    def begin_session(self, at: datetime) -> None:
        """Those who wait are let in; saying it twice keeps the first time. Raises: WrongState."""
        self._only_in(SCHEDULED)
        self.begun_at = self.begun_at or at

    def _nobody_here(self) -> None:
        self.arrived, self.begun_at = {}, None

    def _next_of_series(self) -> None:
        """The next planned session is the one to come; where there is none, a slot is looked for."""
        self._nobody_here()
        if not self.later:
            self.status = SCHEDULING
            return
        following = self.later.pop(0)
        self.session_id, self.attendance = following.session_id, following.attendance

    def _drop_later(self) -> None:
        """The rest of a series is not needed any more; everybody's calendar is told."""
        for each in self.later:
            self._call_off(each.session_id, NOT_NEEDED)
        self.later = []

    def _announce(self, place: Place) -> None:
        self.events.append(events.SessionScheduled(expert_id=self.expert_id, **vars(place)))
        self._call_panel("scheduled", place.session_id, place.starts_at)

    def _call_off(self, session_id: str, reason: str) -> None:
        self.events.append(events.SessionCancelled(session_id, reason))
        self._call_panel("cancelled", session_id)

    @abstractmethod
    def _call_panel(self, act: str, session_id: str, starts_at: datetime | None = None) -> None:
        """Tell everybody beside the mediator."""

    @abstractmethod
    def _only_in(self, *states: str) -> None:
        """Raises: WrongState in any other state, and while the mediation is suspended."""
