"""A planned week never breaks a hard rule, leaves out as little as it can, and keeps promises."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.plan import a_week
from services.mediation.planning.greedy import first_plan
from services.mediation.planning.problem import (
    A_DAY,
    Member,
    Place,
    Problem,
    Waiting,
    broken_rules,
)
from services.mediation.planning.solver import solve

NINE, TEN, ELEVEN, TWELVE = 36, 40, 44, 48
HOUR = 4
MORNING = (NINE, TEN, ELEVEN)


def a_session(name: str, *experts: str, **changes: Any) -> Waiting:
    values: dict[str, Any] = {
        "id": name,
        "experts": experts or ("chen",),
        "parties": (f"party of {name}",),
        "length": HOUR,
        "options": {"one": MORNING, "two": MORNING},
    }
    return Waiting(**(values | changes))


def a_problem(*waiting: Waiting, **changes: Any) -> Problem:
    members = changes.pop("members", {one: Member() for each in waiting for one in each.experts})
    return Problem(waiting=waiting, members=members, **changes)


def placed(problem: Problem) -> dict[str, Place]:
    places = dict(solve(problem, 5, workers=1).places)
    assert list(broken_rules(problem, places)) == []
    return places


def test_a_mediator_has_one_session_after_the_other() -> None:
    places = placed(a_problem(a_session("a"), a_session("b"), a_session("c")))

    assert sorted(each.start for each in places.values()) == [NINE, TEN, ELEVEN]


def test_what_does_not_fit_is_left_out_and_the_urgent_is_not() -> None:
    rooms = {"one": (NINE,)}
    calm, urgent = a_session("calm", options=rooms), a_session("urgent", options=rooms, urgency=9)

    assert placed(a_problem(calm, urgent)) == {"urgent": Place("one", NINE)}


def test_a_party_is_not_in_two_rooms() -> None:
    both = ("the same",)
    one = a_session("a", "chen", parties=both, options={"one": (NINE,)})
    two = a_session("b", "zhao", parties=both, options={"two": (NINE, TEN)})

    assert placed(a_problem(one, two))["b"].start == TEN


def test_a_buffer_and_the_way_between_two_houses_stay_free() -> None:
    far = {"one": "新华站", "two": "湛河站"}
    first = a_session("a", options={"one": (NINE,)})
    second = a_session("b", options={"two": (TEN, ELEVEN, TWELVE)})

    near = placed(a_problem(first, second, members={"chen": Member(buffer=1)}))
    travelled = placed(a_problem(first, second, stations=far, travel=6))

    assert near["b"].start >= ELEVEN
    assert travelled["b"].start == TWELVE


def test_nobody_has_more_sessions_a_day_than_they_want() -> None:
    members = {"chen": Member(most_a_day=2, held={0: 1})}

    assert len(placed(a_problem(a_session("a"), a_session("b"), members=members))) == 1


def test_a_whole_panel_sits_in_one_session_at_a_time() -> None:
    three = a_session("panel", "chen", "zhao", "sun", options={"one": (NINE, TEN)})
    alone = a_session("alone", "sun", options={"two": (NINE,)})

    places = placed(a_problem(three, alone))

    assert (places["alone"].start, places["panel"].start) == (NINE, TEN)


def test_a_promise_is_kept_where_it_can_be() -> None:
    promised = a_session("a", promised=Place("two", ELEVEN))

    assert placed(a_problem(promised, a_session("b")))["a"] == Place("two", ELEVEN)


def test_the_checker_sees_what_is_broken() -> None:
    problem = a_problem(a_session("a"), a_session("b"), members={"chen": Member(most_a_day=1)})
    places = {"a": Place("one", NINE), "b": Place("one", NINE)}

    assert len(list(broken_rules(problem, places))) == 3  # the mediator, the room, the day
    assert list(broken_rules(problem, {"a": Place("one", TWELVE)})) != []


STARTS = st.lists(
    st.sampled_from([d * A_DAY + q for d in (0, 1) for q in range(36, 48, 2)]), max_size=8
)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    people = ("chen", "zhao", "sun", "li")
    waiting = tuple(
        Waiting(
            id=f"s{n}",
            experts=tuple(draw(st.sets(st.sampled_from(people), min_size=1, max_size=3))),
            parties=tuple({draw(st.sampled_from("pqr")) for _ in range(2)}),
            length=draw(st.sampled_from((2, 4, 6))),
            options={room: tuple(sorted(set(draw(STARTS)))) for room in ("one", "two", "three")},
            urgency=draw(st.integers(1, 5)),
        )
        for n in range(draw(st.integers(1, 7)))
    )
    members = {
        name: Member(buffer=draw(st.integers(0, 3)), most_a_day=draw(st.integers(1, 4)))
        for name in people
    }
    stations = {"one": "east", "two": "east", "three": "west"}
    return Problem(waiting=waiting, members=members, stations=stations, travel=4)


@settings(max_examples=25, deadline=None)
@given(problems())
def test_no_plan_ever_breaks_a_hard_rule(problem: Problem) -> None:
    answer = solve(problem, 2, workers=1)

    assert list(broken_rules(problem, first_plan(problem))) == []
    assert list(broken_rules(problem, answer.places)) == []
    assert len(answer.places) >= 1 or not any(any(w.options.values()) for w in problem.waiting)


def test_travel_is_told_apart_from_a_plan_that_ignores_it() -> None:
    far = {"one": "east", "two": "west"}
    problem = a_problem(a_session("a"), a_session("b"), stations=far, travel=4)

    [broken] = broken_rules(problem, {"a": Place("one", NINE), "b": Place("two", TEN)})

    assert "chen" in broken


@pytest.mark.parametrize("unknown", ["three", ""])
def test_a_room_that_is_no_option_is_no_place(unknown: str) -> None:
    assert list(broken_rules(a_problem(a_session("a")), {"a": Place(unknown, NINE)})) != []


def test_after_one_cancellation_at_most_one_in_twenty_of_the_others_is_moved() -> None:
    week = a_week()
    problem = replace(week, waiting=week.waiting[:100])
    first = first_plan(problem)
    promised = tuple(replace(each, promised=first.get(each.id)) for each in problem.waiting[1:])

    again = first_plan(replace(problem, waiting=promised))

    moved = [name for name, place in again.items() if first.get(name) not in (None, place)]
    assert list(broken_rules(problem, first)) == []
    assert len(again) >= len(first) - 1
    assert len(moved) * 20 <= len(again)
