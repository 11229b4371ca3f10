"""Slots: hours, working calendar, rooms, parties and the legal period; or why there is none."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lawbook.workdays import ONE_DAY, work_calendar
from services.mediation.domain.expert import Absence, Expert, Habits, Hours, Room
from services.mediation.domain.slots import (
    Busy,
    Facts,
    Need,
    Side,
    Slot,
    best_slots,
    blocking,
    person_key,
    search,
)
from services.mediation.domain.timetable import Horizon
from tests.support.mediation import an_expert

THURSDAY = date(2026, 11, 26)
SATURDAY = date(2026, 11, 28)
NATIONAL_DAY = date(2026, 10, 1)  # a Thursday
MAKE_UP_SATURDAY = date(2026, 10, 10)  # worked for the national holiday
ONE, TWO = Room(id="1", name="第一调解室"), Room(id="2", name="第二调解室")
HOUR = timedelta(hours=1)
CHEN = an_expert("陈静", hours=(Hours(3, time(9), time(11)),))


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    """A time of day in Shanghai on that Thursday."""
    return datetime(day.year, day.month, day.day, hour - 8, minute, tzinfo=UTC)


def a_need(expert: Expert = CHEN, **changes: Any) -> Need:
    values = {
        "panel": (expert,),
        "sides": (),
        "length": HOUR,
        "earliest": date(2020, 1, 1),
        "due_on": None,
    }
    return Need(**(values | changes))  # type: ignore[arg-type]


def slots(
    first: date,
    need: Need | None = None,
    booked: tuple[Busy, ...] = (),
    rooms: tuple[Room, ...] = (ONE, TWO),
    days: int = 1,
    most: int = 50,
) -> list[Slot]:
    return best_slots(_search(first, need, booked, rooms, days), most)


def _search(
    first: date,
    need: Need | None = None,
    booked: tuple[Busy, ...] = (),
    rooms: tuple[Room, ...] = (ONE, TWO),
    days: int = 1,
) -> Any:
    facts = Facts(
        horizon=Horizon(first, days), calendar=work_calendar(), rooms=rooms, booked=booked
    )
    return search(need or a_need(), facts)


def test_the_weekdays_are_what_they_are_called() -> None:
    assert (THURSDAY.weekday(), SATURDAY.weekday(), MAKE_UP_SATURDAY.weekday()) == (3, 5, 5)


def test_slots_lie_on_the_half_hour_and_end_with_the_hours() -> None:
    assert [slot.starts_at for slot in slots(THURSDAY)] == [at(9), at(9, 30), at(10)]


def test_a_longer_session_has_fewer_slots() -> None:
    assert [s.starts_at for s in slots(THURSDAY, a_need(length=2 * HOUR))] == [at(9)]


def test_a_session_longer_than_the_hours_has_none() -> None:
    assert slots(THURSDAY, a_need(length=3 * HOUR)) == []


def test_week_ends_and_holidays_are_free_of_sessions() -> None:
    every_day = an_expert("陈静", hours=tuple(Hours(d, time(9), time(10)) for d in range(7)))

    assert slots(SATURDAY, a_need(every_day)) == []
    assert slots(NATIONAL_DAY, a_need(every_day)) == []


def test_a_make_up_working_day_has_the_hours_of_a_wednesday() -> None:
    expert = an_expert("陈静", hours=(Hours(2, time(14), time(15)),))

    [slot] = slots(MAKE_UP_SATURDAY, a_need(expert))

    assert slot.starts_at == datetime(2026, 10, 10, 6, 0, tzinfo=UTC)


def test_the_mediators_own_sessions_are_left_out_wherever_they_are_held() -> None:
    elsewhere = Busy("expert-陈静", "another building", at(9), at(10))

    assert [slot.starts_at for slot in slots(THURSDAY, booked=(elsewhere,))] == [at(10)]


def test_a_session_that_ends_leaves_the_next_minute_free() -> None:
    before = Busy("expert-陈静", "1", at(8), at(9))

    assert slots(THURSDAY, booked=(before,))[0].starts_at == at(9)


def test_a_buffer_stays_free_on_both_sides() -> None:
    careful = an_expert(
        "陈静", hours=(Hours(3, time(9), time(14)),), habits=Habits(buffer_minutes=30)
    )
    booked = Busy("expert-陈静", "1", at(11), at(12))

    found = slots(THURSDAY, a_need(careful), booked=(booked,))

    assert sorted(slot.starts_at for slot in found) == [at(9), at(9, 30), at(12, 30), at(13)]


def test_a_day_that_is_full_takes_no_more() -> None:
    rare = an_expert("陈静", hours=(Hours(3, time(9), time(17)),), habits=Habits(most_a_day=1))

    assert slots(THURSDAY, a_need(rare), booked=(Busy("expert-陈静", "1", at(9), at(10)),)) == []


def test_an_absence_takes_its_part_out_of_the_hours() -> None:
    away = an_expert("陈静", hours=CHEN.hours, absences=(Absence(at(9), at(10)),))

    assert [slot.starts_at for slot in slots(THURSDAY, a_need(away))] == [at(10)]


def test_when_one_room_is_taken_the_other_is_offered() -> None:
    taken = Busy("somebody else", "1", at(9), at(10))

    found = slots(THURSDAY, booked=(taken,))

    assert [(slot.starts_at, slot.room_id) for slot in found] == [
        (at(9), "2"),
        (at(9, 30), "2"),
        (at(10), "1"),
    ]


def test_a_room_must_have_what_is_needed() -> None:
    video = Room(id="3", name="视频室", seats=12, equipment=("video", "step_free"))
    need = a_need(equipment=frozenset({"video"}), seats=10)

    assert {slot.room_id for slot in slots(THURSDAY, need, rooms=(ONE, TWO, video))} == {"3"}


def test_a_party_is_not_in_two_places() -> None:
    side = Side(name="respondent", key="boss@eagle.example")
    elsewhere = Busy("somebody", "2", at(9), at(10), people=("boss@eagle.example",))

    found = slots(THURSDAY, a_need(sides=(side,)), booked=(elsewhere,))

    assert [slot.starts_at for slot in found] == [at(10)]


def test_a_panel_meets_when_all_of_it_is_free() -> None:
    zhao = an_expert("赵磊", hours=(Hours(3, time(10), time(12)),))
    elsewhere = Busy("somebody", "2", at(8), at(8, 30), people=(person_key("expert-赵磊"),))

    found = slots(THURSDAY, a_need(panel=(CHEN, zhao)), booked=(elsewhere,))

    assert [slot.starts_at for slot in found] == [at(10)]


def test_what_a_party_proposed_comes_first_with_the_reason() -> None:
    side = Side(name="respondent", key="", wishes=(at(10),))

    [first, *_] = slots(THURSDAY, a_need(sides=(side,)))

    assert (first.starts_at, first.reasons[0]) == (at(10), "wished_by_respondent")


def test_beside_another_session_comes_before_the_rest_of_the_day() -> None:
    long_day = an_expert("陈静", hours=(Hours(3, time(9), time(17)),))
    booked = Busy("expert-陈静", "1", at(14), at(15))

    [first, second, third, *_] = slots(THURSDAY, a_need(long_day), booked=(booked,))

    assert [first.starts_at, second.starts_at, third.starts_at] == [at(13), at(15), at(9)]
    assert "beside_another" in first.reasons
    assert "earliest" in third.reasons


def test_a_slot_never_lies_after_the_last_day_of_the_law() -> None:
    found = slots(THURSDAY, a_need(due_on=date(2026, 12, 3)), days=30)

    assert {slot.starts_at.date() for slot in found} == {THURSDAY, date(2026, 12, 3)}


def test_no_slot_is_explained_by_the_one_rule_that_suffices() -> None:
    far_away = a_need(earliest=date(2026, 11, 27))

    assert [rule.code for rule in blocking(_search(THURSDAY, far_away))] == ["too_soon"]


def test_no_slot_is_explained_by_the_fewest_rules_that_clash() -> None:
    side = Side(name="complainant", key="", away=((THURSDAY, THURSDAY),))
    need = a_need(sides=(side,), due_on=date(2026, 11, 27))

    found = blocking(_search(THURSDAY, need, days=15))

    assert [(rule.code, rule.who) for rule in found] == [
        ("after_deadline", "2026-11-27"),
        ("outside_hours", "陈静"),
        ("party_away", "complainant"),
    ]


def test_where_there_is_a_slot_nothing_blocks() -> None:
    assert blocking(_search(THURSDAY)) == []


SPAN = st.tuples(st.integers(0, 5 * 96 - 1), st.integers(1, 20))


@given(st.lists(SPAN, max_size=12), st.integers(1, 12), st.integers(0, 60))
def test_no_slot_ever_breaks_a_hard_rule(
    spans: list[tuple[int, int]], quarters: int, buffer: int
) -> None:
    week = tuple(Hours(day, time(9), time(17)) for day in range(5))
    chen = an_expert("陈静", hours=week, habits=Habits(buffer_minutes=buffer, most_a_day=3))
    monday, quarter = date(2026, 11, 23), timedelta(minutes=15)
    booked = tuple(
        Busy(
            ("expert-陈静", "other")[n % 2],
            ("1", "2")[n % 3 % 2],
            at(8, day=monday) + first * quarter,
            at(8, day=monday) + (first + length) * quarter,
        )
        for n, (first, length) in enumerate(spans)
    )
    length = quarters * quarter

    found = slots(monday, a_need(chen, length=length, due_on=date(2026, 11, 26)), booked, days=5)

    for slot in found:
        day = slot.starts_at.date()
        assert at(9, day=day) <= slot.starts_at < slot.ends_at <= at(17, day=day)
        assert monday <= day <= date(2026, 11, 26)
        own = [b for b in booked if b.expert_id == "expert-陈静"]
        room = [b for b in booked if b.room_id == slot.room_id]
        margin = timedelta(minutes=buffer)
        assert not any(
            b.starts_at - margin < slot.ends_at and slot.starts_at < b.ends_at + margin for b in own
        )
        assert not any(b.starts_at < slot.ends_at and slot.starts_at < b.ends_at for b in room)
        midnight = at(8, day=day) - 8 * HOUR
        held = [b for b in own if midnight <= b.starts_at < midnight + ONE_DAY]
        assert len(held) < 3
