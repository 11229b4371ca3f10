"""A first plan at once: who must come first is placed first, and makes way where another fits elsewhere."""

from collections import defaultdict
from collections.abc import Iterator

from services.mediation.planning.problem import A_DAY, Place, Problem, Waiting


def first_plan(problem: Problem) -> dict[str, Place]:
    """Places for as many sessions as this finds; promises are kept where they still fit."""
    board = _Board(problem)
    by_deadline = sorted(
        (waiting for waiting in problem.waiting if any(waiting.options.values())),
        key=lambda w: (w.promised is None, max(map(max, filter(None, w.options.values())))),
    )
    left = [waiting for waiting in by_deadline if not board.put(waiting)]
    for waiting in left:
        board.make_way(waiting)
    return board.places


class _Board:
    """What is placed so far."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._known = {each.id: each for each in problem.waiting}
        self.places: dict[str, Place] = {}
        self._parties = {each.id: frozenset(each.parties) for each in problem.waiting}
        self._experts = {each.id: frozenset(each.experts) for each in problem.waiting}
        self._days: dict[int, list[str]] = defaultdict(list)
        self._cheapest = {each.id: _cheapest(each) for each in problem.waiting}

    def put(self, waiting: Waiting) -> bool:
        """Place a session at its cheapest free place, if there is one."""
        for place in self._cheapest[waiting.id]:
            if not self._in_the_way(waiting, place, most=1):
                self._take(waiting.id, place)
                return True
        return False

    def make_way(self, waiting: Waiting) -> bool:
        """Place a session where only one other stands that can go elsewhere."""
        for place in self._cheapest[waiting.id]:
            blocking = self._in_the_way(waiting, place, most=2)
            if len(blocking) != 1 or not blocking[0]:
                continue
            stood = self._leave(blocking[0])
            self._take(waiting.id, place)
            if self.put(self._known[blocking[0]]):
                return True
            self._leave(waiting.id)
            self._take(blocking[0], stood)
        return False

    def _take(self, name: str, place: Place) -> None:
        self.places[name] = place
        self._days[place.start // A_DAY].append(name)

    def _leave(self, name: str) -> Place:
        place = self.places.pop(name)
        self._days[place.start // A_DAY].remove(name)
        return place

    def _in_the_way(self, waiting: Waiting, place: Place, *, most: int) -> list[str]:
        """Up to ``most`` sessions that forbid a place; an empty name where what was booked before does."""
        found: list[str] = []
        for name in self._against(waiting, place):
            if name not in found:
                found.append(name)
            if len(found) == most:
                break
        return found

    def _against(self, waiting: Waiting, place: Place) -> Iterator[str]:
        end, day = place.start + waiting.length, place.start // A_DAY
        parties, experts = self._parties[waiting.id], self._experts[waiting.id]
        shared_that_day: dict[str, frozenset[str]] = {}
        for name in self._days[day]:
            that, other = self._known[name], self.places[name]
            theirs, shares_room = self._experts[name], other.room == place.room
            is_own = not theirs.isdisjoint(experts)
            if not (is_own or shares_room or not self._parties[name].isdisjoint(parties)):
                continue
            gap = max(place.start, other.start) - min(end, other.start + that.length)
            if is_own:
                shared = shared_that_day[name] = experts & theirs
                if gap < self._apart(shared, place.room, other.room):
                    yield name
            if gap < 0:
                yield name
        for expert in waiting.experts:
            member = self._problem.members[expert]
            own = [name for name, shared in shared_that_day.items() if expert in shared]
            if len(own) + member.held.get(day, 0) >= member.most_a_day:
                yield from own or [""]

    def _apart(self, shared: frozenset[str], room: str, other: str) -> int:
        """Quarters between two sessions of the same people: their buffers, and the way between."""
        stations = self._problem.stations
        is_far = stations.get(other, "") != stations.get(room, "")
        buffers = (self._problem.members[expert].buffer for expert in shared)
        return max(self._problem.travel if is_far else 0, *buffers)


def _cheapest(waiting: Waiting) -> list[Place]:
    every = [
        Place(room, start)
        for room, starts in sorted(waiting.options.items(), key=lambda each: len(each[1]))
        for start in starts
    ]
    return sorted(every, key=lambda place: (place != waiting.promised, place.start))
