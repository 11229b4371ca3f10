"""Asking for a slot: 200 people, 20 rooms, 60 days, half of everything booked."""

import random
import statistics
import time
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from lawbook.clocks import at_local
from lawbook.workdays import work_calendar
from services.mediation.domain.expert import Expert, Habits, Hours, Room
from services.mediation.domain.slots import Busy, Facts, Need, Side, best_slots, blocking, search
from services.mediation.domain.timetable import Horizon

PEOPLE, ROOMS, DAYS, MOST = 200, 20, 60, 10
MONDAY = date(2026, 11, 23)
HALF_HOUR = timedelta(minutes=30)
LIMIT_MS = 100


def measure(questions: int = 300) -> None:
    """Print median and p95 of one question, and of the explanation when there is no slot."""
    chance = random.Random(7)
    experts = [_expert(n) for n in range(PEOPLE)]
    rooms = tuple(Room(id=f"r{n}", name=f"room {n:02}") for n in range(ROOMS))
    booked = tuple(_bookings(chance))
    facts = Facts(
        horizon=Horizon(MONDAY, DAYS), calendar=work_calendar(), rooms=rooms, booked=booked
    )
    needs = [_need(chance.sample(experts, chance.choice((1, 1, 3)))) for _ in range(questions)]
    asked = _times(lambda need: best_slots(search(need, facts), MOST), needs)
    _say(f"next {MOST} slots, {len(booked)} bookings", asked)
    impossible = [_need(list(need.panel), nobody=True) for need in needs]
    _say("why there is none", _times(lambda need: blocking(search(need, facts)), impossible))


def _times(ask: object, needs: list[Need]) -> list[float]:
    found = []
    for need in needs:
        began = time.perf_counter()
        answer = ask(need)  # type: ignore[operator]
        found.append((time.perf_counter() - began) * 1000)
        if not answer:
            raise AssertionError("a question without an answer measures nothing")
    return found


def _say(title: str, found: list[float]) -> None:
    p95 = statistics.quantiles(found, n=20)[-1]
    print(
        f"{title}: median {statistics.median(found):.1f} ms, p95 {p95:.1f} ms (limit {LIMIT_MS} ms)"
    )


def _expert(n: int) -> Expert:
    week = tuple(
        Hours(day, clock_time(first), clock_time(last))
        for day in range(5)
        for first, last in ((9, 12), (14, 17))
    )
    name = f"expert {n}"
    return Expert(
        id=f"e{n}",
        account=name,
        name=name,
        email="",
        fields=(),
        hours=week,
        habits=Habits(buffer_minutes=15, most_a_day=3),
    )


def _bookings(chance: random.Random) -> list[Busy]:
    """In every room about four sessions a day."""
    found = []
    for day in range(DAYS):
        midnight = at_local(MONDAY + timedelta(days=day), datetime.min.time())
        for room in range(ROOMS):
            for hour in chance.sample((9, 10, 11, 14, 15, 16), 4):
                starts_at = midnight + timedelta(hours=hour)
                member, party = chance.randrange(PEOPLE), f"party:{chance.randrange(500)}"
                ends_at = starts_at + 2 * HALF_HOUR
                found.append(Busy(f"e{member}", f"r{room}", starts_at, ends_at, (party,)))
    return found


def _need(panel: list[Expert], *, nobody: bool = False) -> Need:
    away = ((MONDAY, MONDAY + timedelta(days=DAYS)),) if nobody else ()
    sides = (
        Side(name="complainant", key="party:1"),
        Side(name="respondent", key="party:2", away=away),
    )
    due_on = MONDAY + timedelta(days=DAYS - 1)
    return Need(
        panel=tuple(panel),
        sides=sides,
        length=2 * HALF_HOUR,
        earliest=MONDAY + timedelta(days=3),
        due_on=due_on,
    )
