"""Slots: where panel, parties, rooms and the legal period meet, ranked with reasons; or why they do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from chassis.clock import local_date
from lawbook.workdays import ONE_DAY, WorkCalendar
from services.mediation.domain.expert import Expert, Room
from services.mediation.domain.timetable import Horizon, Span

NEAR = timedelta(days=7)
MORNING, EVENING = time(7), time(22)
"""Within these hours of the place where somebody lives they can be asked to a session."""


@dataclass(frozen=True)
class Busy:
    """A booked span: it blocks its people and its room. ``people``: keys of parties and panel."""

    expert_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """A span in which everybody and a room are free, and what speaks for it."""

    starts_at: datetime
    ends_at: datetime
    room_id: str
    room_name: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One hard rule as the starts that it allows. ``code`` has a sentence, ``who`` fills it."""

    code: str
    who: str
    starts: int


@dataclass(frozen=True, kw_only=True)
class Side:
    """A party: the key under which it is booked, days it cannot come, times it has proposed.

    ``zone``: IANA name of the time zone in which it lives; empty for Asia/Shanghai.
    """

    name: str
    key: str
    away: tuple[tuple[date, date], ...] = ()
    wishes: tuple[datetime, ...] = ()
    zone: str = ""

    def is_night(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a session would begin before seven or end after ten in the evening over there."""
        if not self.zone:
            return False
        first, last = (at.astimezone(ZoneInfo(self.zone)) for at in (starts_at, ends_at))
        return first.time() < MORNING or last.time() > EVENING or last.date() > first.date()


@dataclass(frozen=True, kw_only=True)
class Need:
    """What is looked for. ``earliest``: first day that policy and habits allow; ``due_on``: last day.

    ``equipment``: what the room must have; ``seats``: at least; ``last_room``: of the session before.
    """

    panel: tuple[Expert, ...]
    sides: tuple[Side, ...]
    length: timedelta
    earliest: date
    due_on: date | None
    seats: int = 0
    equipment: frozenset[str] = frozenset()
    station: str = ""
    last_room: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is booked and which rooms there are, for a horizon."""

    horizon: Horizon
    calendar: WorkCalendar
    rooms: tuple[Room, ...]
    booked: tuple[Busy, ...]


@dataclass
class Search:
    """One search: its rules and rooms as masks."""

    need: Need
    facts: Facts
    rules: list[Rule] = field(default_factory=list)
    rooms: dict[str, int] = field(default_factory=dict)

    @property
    def starts(self) -> int:
        """Where everything is possible."""
        found = self.facts.horizon.half_hours
        for rule in self.rules:
            found &= rule.starts
        return found


def search(need: Need, facts: Facts) -> Search:
    """All hard rules of a need as masks."""
    found = Search(need, facts)
    found.rooms = {room.id: _room(room, found) for room in facts.rooms if _fits(room, need)}
    somewhere = 0
    for mask in found.rooms.values():
        somewhere |= mask
    horizon = facts.horizon
    found.rules = [Rule("too_soon", "", horizon.from_day(need.earliest))]
    if need.due_on is not None:
        found.rules.append(
            Rule("after_deadline", need.due_on.isoformat(), horizon.until_day(need.due_on))
        )
    for member in need.panel:
        found.rules += _of_member(member, found)
    for side in need.sides:
        found.rules += _of_side(side, found)
    found.rules.append(Rule("no_room", "", somewhere))
    return found


def best_slots(found: Search, most: int) -> list[Slot]:
    """The best slots: first by day at the parties' places, then what they proposed, then the earliest
    day; within a day beside other sessions of the panel, so that nobody comes twice."""
    horizon, starts = found.facts.horizon, found.starts
    wished, beside = _all_wished(found), _beside(found)
    abroad = [side for side in found.need.sides if side.zone]

    def rank(at: datetime) -> tuple[int, int, date, bool, datetime]:
        bit = horizon.at(at)
        proposed = sum(bool(mask & bit) for mask in wished.values())
        night = sum(side.is_night(at, at + found.need.length) for side in abroad)
        return night, -proposed, local_date(at), not beside & bit, at

    return as_slots(found, sorted(horizon.times(starts), key=rank)[:most])


def as_slots(found: Search, times: Sequence[datetime]) -> list[Slot]:
    """Possible starts as slots, each with a room and what speaks for it."""
    wished, beside = _all_wished(found), _beside(found)
    first = next(found.facts.horizon.times(found.starts), None)
    return [_slot(at, found, wished, beside, is_first=at == first) for at in times]


def blocking(found: Search) -> list[Rule]:
    """The smallest set of rules that together leave no slot; empty when there is one."""
    grid = found.facts.horizon.half_hours
    for size in range(1, len(found.rules) + 1):
        for some in combinations(found.rules, size):
            left = grid
            for rule in some:
                left &= rule.starts
            if not left:
                return list(some)
    return []


def _slot(
    at: datetime, found: Search, wished: Mapping[str, int], beside: int, *, is_first: bool
) -> Slot:
    horizon, need = found.facts.horizon, found.need
    bit = horizon.at(at)
    free = [room for room in found.facts.rooms if found.rooms.get(room.id, 0) & bit]
    room = min(free, key=lambda each: (each.id != need.last_room, each.name))
    reasons = [f"wished_by_{name}" for name, mask in wished.items() if mask & bit]
    if is_first:
        reasons.append("earliest")
    if beside & bit:
        reasons.append("beside_another")
    if room.id == need.last_room:
        reasons.append("same_room")
    if need.due_on and need.due_on - local_date(at) <= NEAR:
        reasons.append("near_deadline")
    reasons += [
        f"night_of_{side.name}" for side in need.sides if side.is_night(at, at + need.length)
    ]
    return Slot(at, at + need.length, room.id, room.name, tuple(reasons))


def _of_member(member: Expert, found: Search) -> list[Rule]:
    horizon, need = found.facts.horizon, found.need
    days = [horizon.first + ONE_DAY * n for n in range(horizon.days)]
    hours = [span for day in days for span in member.spans_on(day, found.facts.calendar)]
    own = [
        busy
        for busy in found.facts.booked
        if member.id == busy.expert_id or person_key(member.id) in busy.people
    ]
    taken = [(b.starts_at - member.buffer, b.ends_at + member.buffer) for b in own]
    return [
        Rule("outside_hours", member.name, horizon.starts(horizon.free(hours), need.length)),
        Rule("member_busy", member.name, _clear(taken, found)),
        Rule("day_full", member.name, horizon.all & ~_full_days(member, own, horizon)),
    ]


def _of_side(side: Side, found: Search) -> list[Rule]:
    horizon = found.facts.horizon
    away = 0
    for first, last in side.away:
        away |= horizon.from_day(first) & horizon.until_day(last)
    own = [
        (b.starts_at, b.ends_at) for b in found.facts.booked if side.key and side.key in b.people
    ]
    rules = [Rule("party_busy", side.name, _clear(own, found))] if own else []
    return [*rules, Rule("party_away", side.name, horizon.all & ~away)] if away else rules


def _room(room: Room, found: Search) -> int:
    taken = [(b.starts_at, b.ends_at) for b in found.facts.booked if b.room_id == room.id]
    return _clear(taken, found)


def _clear(taken: Sequence[Span], found: Search) -> int:
    horizon = found.facts.horizon
    return horizon.starts(horizon.all & ~horizon.touched(taken), found.need.length)


def _full_days(member: Expert, own: Sequence[Busy], horizon: Horizon) -> int:
    held: dict[date, int] = {}
    for busy in own:
        day = local_date(busy.starts_at)
        held[day] = held.get(day, 0) + 1
    full = 0
    for day, count in held.items():
        if count >= member.habits.most_a_day:
            full |= horizon.day(day)
    return full


def _fits(room: Room, need: Need) -> bool:
    in_place = not need.station or room.station == need.station
    return in_place and room.seats >= need.seats and need.equipment <= set(room.equipment)


def _all_wished(found: Search) -> dict[str, int]:
    """Side → where it proposed to meet, as far as that is possible."""
    starts = found.starts
    return {side.name: _wished(side, found.facts.horizon) & starts for side in found.need.sides}


def _wished(side: Side, horizon: Horizon) -> int:
    mask = 0
    for at in side.wishes:
        mask |= horizon.at(at)
    return mask


def _beside(found: Search) -> int:
    """Starts right after, or ends right before, a session of somebody of the panel."""
    horizon, need = found.facts.horizon, found.need
    mask = 0
    for member in need.panel:
        for busy in found.facts.booked:
            if busy.expert_id == member.id or person_key(member.id) in busy.people:
                mask |= horizon.at(busy.ends_at + member.buffer)
                mask |= horizon.at(busy.starts_at - member.buffer - need.length)
    return mask


PERSON = "expert:"


def person_key(expert_id: str) -> str:
    """Under which a member of the pool is booked, as mediator or beside one."""
    return f"{PERSON}{expert_id}"
