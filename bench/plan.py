"""Planning a week: 200 sessions, 40 mediators, 10 days, 4 rooms; then again after one cancellation."""

import random
from dataclasses import replace

from services.mediation.planning.problem import (
    A_DAY,
    Answer,
    Member,
    Problem,
    Waiting,
    broken_rules,
)

SESSIONS, MEDIATORS, DAYS = 200, 40, 10
ROOMS = ("第一调解室", "第二调解室", "第三调解室", "第四调解室")
HOUR, HALF_HOUR = 4, 2
SECONDS = 30


def measure() -> None:
    """Print how soon the first plan is there, how far it is from the bound, what a cancellation moves."""
    from services.mediation.planning.solver import solve  # only here: it needs much memory

    problem = a_week()
    answer = solve(problem, SECONDS)
    _say("plan", problem, answer)
    cancelled = problem.waiting[17].id
    again = replace(
        problem,
        waiting=tuple(
            replace(each, promised=answer.places.get(each.id))
            for each in problem.waiting
            if each.id != cancelled
        ),
    )
    second = solve(again, SECONDS)
    _say("again after one cancellation", again, second)
    moved = [n for n, place in second.places.items() if answer.places.get(n) not in (None, place)]
    print(
        f"  moved: {len(moved)} of {len(second.places)} ({100 * len(moved) / len(second.places):.1f} %)"
    )


def a_week(seed: int = 5) -> Problem:
    """Mediators with two or three half days each day off, parties with days away, two video rooms."""
    chance = random.Random(seed)
    hours = {n: _half_days(chance) for n in range(MEDIATORS)}
    waiting = tuple(_session(n, n % MEDIATORS, hours, chance) for n in range(SESSIONS))
    members = {str(n): Member(buffer=1, most_a_day=3) for n in range(MEDIATORS)}
    return Problem(waiting=waiting, members=members)


def _half_days(chance: random.Random) -> list[tuple[int, int]]:
    """Spans in which a mediator is free: most mornings and afternoons."""
    spans = []
    for day in range(DAYS):
        for first, last in ((36, 48), (56, 72)):
            if chance.random() < 0.7:
                spans.append((day * A_DAY + first, day * A_DAY + last))
    return spans


def _session(
    n: int, mediator: int, hours: dict[int, list[tuple[int, int]]], chance: random.Random
) -> Waiting:
    length = chance.choice((HOUR, HOUR, HOUR + HALF_HOUR, 2 * HOUR))
    away = set(chance.sample(range(DAYS), 2))
    due = chance.choice((DAYS, DAYS, DAYS // 2))
    starts = [
        start
        for first, last in hours[mediator]
        for start in range(first, last - length + 1, HALF_HOUR)
        if start // A_DAY not in away and start // A_DAY < due
    ]
    rooms = ROOMS[:2] if chance.random() < 0.3 else ROOMS
    return Waiting(
        id=f"s{n}",
        experts=(str(mediator),),
        parties=(f"p{n}", f"q{n % 150}"),
        length=length,
        options={room: starts for room in rooms},
        urgency=chance.choice((1, 1, 2, 5)),
    )


def _say(title: str, problem: Problem, answer: Answer) -> None:
    above = 100 * (answer.cost - answer.bound) / max(1, answer.bound)
    broken = list(broken_rules(problem, answer.places))
    print(
        f"{title}: {len(answer.places)} of {len(problem.waiting)} placed, {len(broken)} rules broken"
    )
    print(
        f"  first plan after {answer.first_after:.1f} s, ended after {answer.seconds:.1f} s, "
        f"{above:.2f} % above the proven bound"
    )
