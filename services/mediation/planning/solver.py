"""The plan as a model for CP-SAT. Loaded only in the process that solves: it needs much memory."""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ortools.sat.python import cp_model

from services.mediation.planning.greedy import first_plan
from services.mediation.planning.problem import A_DAY, Answer, Place, Problem, Waiting

UNPLACED, MOVED = 400, 40
"""What it costs to leave a session out (times its urgency), and to change what was promised."""
RANDOM_SEED, GOOD_ENOUGH = 20261121, 0.005
_FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)

Choice = tuple[Waiting, int, int]
"""A session, a class of rooms, a start."""


def solve(problem: Problem, seconds: float, workers: int = 2) -> Answer:
    """The cheapest plan that was found in time; the same problem gives the same model.

    Cost: days of waiting times urgency, ``MOVED`` for each broken promise, ``UNPLACED`` times urgency
    for each session that is left out.
    """
    return _Model(problem).solved(seconds, workers)


class _FirstFound(cp_model.CpSolverSolutionCallback):
    """Remembers when the first plan was there."""

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()
        self.after = 0.0

    def on_solution_callback(self) -> None:
        self.after = self.after or time.monotonic() - self._began


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.first = first_plan(problem)
        # Two spans overlap where one of them begins: nothing has to be looked at in between.
        self.begins = sorted(
            {s for w in problem.waiting for own in w.options.values() for s in own}
        )
        self.model = cp_model.CpModel()
        self.classes = _classes(problem)
        self.chosen: dict[tuple[str, int, int], Any] = {}
        self.cost: list[Any] = []
        self.left_out: list[Any] = []
        self.uses: list[Any] = []
        for waiting in problem.waiting:
            self._choices(waiting)
        self._rooms()
        self._people()
        self._days()

    def _choices(self, waiting: Waiting) -> None:
        """One start in one class of rooms, or none."""
        own = []
        for number, rooms in enumerate(self.classes):
            for start in waiting.options.get(rooms[0], ()):
                chosen = self.model.new_bool_var("")
                self.chosen[waiting.id, number, start] = chosen
                own.append(chosen)
                self.cost.append(self._price(waiting, rooms, start) * chosen)
                place = self.first.get(waiting.id)
                is_first = place is not None and place.start == start and place.room in rooms
                self.model.add_hint(chosen, is_first)
        left_out = self.model.new_bool_var("")
        self.model.add_hint(left_out, waiting.id not in self.first)
        self.model.add_exactly_one([*own, left_out])
        self.cost.append(UNPLACED * waiting.urgency * left_out)
        self.left_out.append(UNPLACED * waiting.urgency * left_out)
        self.uses.append(left_out)

    def _price(self, waiting: Waiting, rooms: tuple[str, ...], start: int) -> int:
        stood = waiting.promised
        is_moved = stood is not None and (stood.start != start or stood.room not in rooms)
        return start // A_DAY * waiting.urgency + MOVED * is_moved

    def _rooms(self) -> None:
        """In each quarter no more sessions than rooms of a class."""
        for (number, _quarter), taking in self._occupying(lambda w, number: number).items():
            if len(taking) > len(self.classes[number]):
                self.model.add(sum(taking) <= len(self.classes[number]))

    def _people(self) -> None:
        """Nobody in two places: members with their buffer and the way between buildings, parties."""
        stations = {self.problem.stations.get(rooms[0], "") for rooms in self.classes}
        for station in stations:
            taking: dict[Any, list[Any]] = defaultdict(list)
            for (waiting, number, start), chosen in self._all():
                is_here = self.problem.stations.get(self.classes[number][0], "") == station
                for expert in waiting.experts:
                    buffer = self.problem.members[expert].buffer
                    after = max(buffer, 0 if is_here else self.problem.travel)
                    for quarter in self._begins_within(start, start + waiting.length + after):
                        taking[expert, quarter].append(chosen)
            self._at_most_one(taking.values())
        parties: dict[Any, list[Any]] = defaultdict(list)
        for (waiting, _number, start), chosen in self._all():
            for party in waiting.parties:
                for quarter in self._begins_within(start, start + waiting.length):
                    parties[party, quarter].append(chosen)
        self._at_most_one(parties.values())

    def _days(self) -> None:
        """Nobody has more sessions a day than they want."""
        days: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for (waiting, _number, start), chosen in self._all():
            for expert in waiting.experts:
                days[expert, start // A_DAY].append(chosen)
        for (expert, day), taking in days.items():
            member = self.problem.members[expert]
            self.model.add(sum(taking) <= max(0, member.most_a_day - member.held.get(day, 0)))

    def _at_most_one(self, groups: Iterable[list[Any]]) -> None:
        for group in groups:
            if len(group) > 1:
                self.model.add_at_most_one(group)

    def _occupying(self, owner: Any) -> Mapping[tuple[Any, int], list[Any]]:
        taking: dict[tuple[Any, int], list[Any]] = defaultdict(list)
        for (waiting, number, start), chosen in self._all():
            for quarter in self._begins_within(start, start + waiting.length):
                taking[owner(waiting, number), quarter].append(chosen)
        return taking

    def _begins_within(self, first: int, end: int) -> list[int]:
        return self.begins[bisect_left(self.begins, first) : bisect_left(self.begins, end)]

    def _all(self) -> Iterable[tuple[Choice, Any]]:
        known = {each.id: each for each in self.problem.waiting}
        for (name, number, start), chosen in self.chosen.items():
            yield (known[name], number, start), chosen

    def solved(self, seconds: float, workers: int) -> Answer:
        """First as many sessions as fit, then the cheapest plan from there on."""
        began, first = time.monotonic(), _FirstFound()
        self.model.minimize(sum(self.left_out))
        filled = self._solver(seconds / 3, workers, 0.0)
        if filled.solve(self.model, first) not in _FOUND:
            return Answer(places={}, cost=0, bound=0, first_after=0, seconds=filled.wall_time)
        variables = [*self.chosen.values(), *self.uses]
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for each in variables:
            self.model.add_hint(each, filled.boolean_value(each))
        self.model.minimize(sum(self.cost))
        best = self._solver(seconds - (time.monotonic() - began), workers, GOOD_ENOUGH)
        if best.solve(self.model) not in _FOUND:
            best = filled
        picked = [key for key, chosen in self.chosen.items() if best.boolean_value(chosen)]
        return Answer(
            places=self._in_rooms(picked),
            cost=round(best.objective_value),
            bound=round(best.best_objective_bound),
            first_after=first.after,
            seconds=time.monotonic() - began,
        )

    def _solver(self, seconds: float, workers: int, gap: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(1.0, seconds)
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = RANDOM_SEED
        solver.parameters.relative_gap_limit = gap
        solver.parameters.linearization_level = 2
        return solver

    def _in_rooms(self, picked: list[tuple[str, int, int]]) -> dict[str, Place]:
        """Give each session a room of its class: by start, promised rooms first."""
        known = {each.id: each for each in self.problem.waiting}
        places: dict[str, Place] = {}
        free_from: dict[str, int] = defaultdict(int)
        kept = [key for key in picked if self._keeps(known[key[0]], key)]
        busy = [(known[n].promised.room, s, s + known[n].length) for n, _c, s in kept]  # type: ignore[union-attr]
        for name, _number, start in kept:
            places[name] = Place(known[name].promised.room, start)  # type: ignore[union-attr]
        for name, number, start in sorted(set(picked) - set(kept), key=lambda key: key[2]):
            end = start + known[name].length
            room = next((r for r in self.classes[number] if _is_free(r, start, end, busy)), None)
            if room is None:  # promised rooms left gaps that do not fit: all are given out anew
                return self._anew(picked, known)
            busy.append((room, start, end))
            free_from[room] = end
            places[name] = Place(room, start)
        return places

    def _anew(
        self, picked: list[tuple[str, int, int]], known: Mapping[str, Waiting]
    ) -> dict[str, Place]:
        places: dict[str, Place] = {}
        busy: list[tuple[str, int, int]] = []
        for name, number, start in sorted(picked, key=lambda key: key[2]):
            end = start + known[name].length
            room = next(r for r in self.classes[number] if _is_free(r, start, end, busy))
            busy.append((room, start, end))
            places[name] = Place(room, start)
        return places

    def _keeps(self, waiting: Waiting, key: tuple[str, int, int]) -> bool:
        stood = waiting.promised
        return stood is not None and stood.start == key[2] and stood.room in self.classes[key[1]]


def _is_free(room: str, start: int, end: int, busy: Iterable[tuple[str, int, int]]) -> bool:
    return all(taken != room or end <= first or last <= start for taken, first, last in busy)


def _classes(problem: Problem) -> list[tuple[str, ...]]:
    """Rooms that nothing tells apart: the same building and the same starts for everybody."""
    rooms = sorted({room for waiting in problem.waiting for room in waiting.options})
    alike: dict[Any, list[str]] = defaultdict(list)
    for room in rooms:
        starts = tuple(tuple(waiting.options.get(room, ())) for waiting in problem.waiting)
        alike[problem.stations.get(room, ""), starts].append(room)
    return [tuple(each) for each in alike.values()]
