"""A week to be planned, as numbers: what the solver reads, what it answers, and the hard rules.

Times are quarters of an hour counted from the first midnight of the horizon (see ``timetable``).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

A_DAY = 96


@dataclass(frozen=True)
class Place:
    """A room and the quarter at which a session begins in it."""

    room: str
    start: int


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One session to be placed. ``experts``: mediator and panel. ``options``: room → starts that
    availability, notice, legal period, equipment and what is booked already allow. ``urgency``: 1 to
    10. ``promised``: where it stood in the plan before."""

    id: str
    experts: tuple[str, ...]
    parties: tuple[str, ...]
    length: int
    options: Mapping[str, Sequence[int]]
    urgency: int = 1
    promised: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Member:
    """``buffer``: quarters that stay free between two sessions; ``held``: day → sessions it has already."""

    buffer: int = 0
    most_a_day: int = 6
    held: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """All waiting sessions. ``stations``: room → building; ``travel``: quarters between two buildings."""

    waiting: tuple[Waiting, ...]
    members: Mapping[str, Member]
    stations: Mapping[str, str] = field(default_factory=dict)
    travel: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``places``: session → place, those that fit nowhere are missing. ``cost`` of the plan and the
    proven ``bound`` below which no plan can cost."""

    places: Mapping[str, Place]
    cost: int
    bound: int
    first_after: float
    seconds: float


def broken_rules(problem: Problem, places: Mapping[str, Place]) -> Iterator[str]:
    """Every hard rule that a plan breaks, told apart from the solver: nothing of its model is used."""
    known = {each.id: each for each in problem.waiting}
    for name, place in places.items():
        if place.start not in known[name].options.get(place.room, ()):
            yield f"{name}: not possible at {place}"
    for (one, at), (other, there) in combinations(places.items(), 2):
        yield from _between(problem, known[one], at, known[other], there)
    new = Counter(
        (expert, place.start // A_DAY)
        for name, place in places.items()
        for expert in known[name].experts
    )
    for (expert, day), sessions in new.items():
        member = problem.members[expert]
        if sessions + member.held.get(day, 0) > member.most_a_day:
            yield f"{expert}: too many sessions on day {day}"


def _between(
    problem: Problem, one: Waiting, at: Place, other: Waiting, there: Place
) -> Iterator[str]:
    gap = max(at.start, there.start) - min(at.start + one.length, there.start + other.length)
    for expert in set(one.experts) & set(other.experts):
        is_far = problem.stations.get(at.room, "") != problem.stations.get(there.room, "")
        wanted = max(problem.members[expert].buffer, problem.travel if is_far else 0)
        if gap < wanted:
            yield f"{one.id}, {other.id}: {expert} has {gap} quarters between them"
    if gap < 0 and at.room == there.room:
        yield f"{one.id}, {other.id}: both in {at.room}"
    if gap < 0 and set(one.parties) & set(other.parties):
        yield f"{one.id}, {other.id}: the same party"
