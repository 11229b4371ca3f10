"""Free slots: the hours of a mediator, the working calendar and empty rooms."""

from datetime import UTC, date, datetime, time, timedelta

from lawbook.workdays import work_calendar
from services.mediation.domain.expert import Expert, Hours, Room
from services.mediation.domain.slots import Busy, Slot, free_slots
from tests.support.mediation import an_expert

THURSDAY = date(2026, 11, 26)
SATURDAY = date(2026, 11, 28)
NATIONAL_DAY = date(2026, 10, 1)  # a Thursday
MAKE_UP_SATURDAY = date(2026, 10, 10)  # worked for the national holiday
ONE, TWO = Room(id="1", name="第一调解室"), Room(id="2", name="第二调解室")
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0) -> datetime:
    """A time of day in Shanghai on that Thursday."""
    return datetime(2026, 11, 26, hour - 8, minute, tzinfo=UTC)


def slots(
    *days: date,
    expert: Expert | None = None,
    booked: tuple[Busy, ...] = (),
    length: timedelta = HOUR,
) -> list[Slot]:
    expert = expert or an_expert("陈静", hours=(Hours(3, time(9), time(11)),))
    return list(
        free_slots(expert, [ONE, TWO], booked, days, length=length, calendar=work_calendar())
    )


def test_the_weekdays_are_what_they_are_called() -> None:
    assert (THURSDAY.weekday(), SATURDAY.weekday(), MAKE_UP_SATURDAY.weekday()) == (3, 5, 5)


def test_slots_lie_on_the_half_hour_and_end_with_the_hours() -> None:
    assert [slot.starts_at for slot in slots(THURSDAY)] == [at(9), at(9, 30), at(10)]


def test_a_longer_session_has_fewer_slots() -> None:
    assert [slot.starts_at for slot in slots(THURSDAY, length=2 * HOUR)] == [at(9)]


def test_a_session_longer_than_the_hours_has_none() -> None:
    assert slots(THURSDAY, length=3 * HOUR) == []


def test_week_ends_and_holidays_are_free_of_sessions() -> None:
    every_day = an_expert("陈静", hours=tuple(Hours(d, time(9), time(10)) for d in range(7)))

    assert slots(SATURDAY, NATIONAL_DAY, expert=every_day) == []


def test_a_make_up_working_day_has_the_hours_of_a_wednesday() -> None:
    expert = an_expert("陈静", hours=(Hours(2, time(14), time(15)),))

    [slot] = slots(MAKE_UP_SATURDAY, expert=expert)

    assert slot.starts_at == datetime(2026, 10, 10, 6, 0, tzinfo=UTC)


def test_the_mediators_own_sessions_are_left_out_wherever_they_are_held() -> None:
    elsewhere = Busy("expert-陈静", "another building", at(9), at(10))

    assert [slot.starts_at for slot in slots(THURSDAY, booked=(elsewhere,))] == [at(10)]


def test_a_session_that_ends_leaves_the_next_minute_free() -> None:
    before = Busy("expert-陈静", "1", at(8), at(9))

    assert slots(THURSDAY, booked=(before,))[0].starts_at == at(9)


def test_when_one_room_is_taken_the_other_is_offered() -> None:
    taken = Busy("somebody else", "1", at(9), at(10))

    found = slots(THURSDAY, booked=(taken,))

    assert [(slot.starts_at, slot.room_id) for slot in found] == [
        (at(9), "2"),
        (at(9, 30), "2"),
        (at(10), "1"),
    ]


def test_when_both_rooms_are_taken_nothing_is_offered() -> None:
    both = tuple(Busy(f"expert-{room}", room, at(9), at(11)) for room in ("1", "2"))

    assert slots(THURSDAY, booked=both) == []
