"""Why not then? Each rule against a time is named, the nearest slots are offered, nights abroad come last."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from lawbook.workdays import work_calendar
from services.mediation.domain.expert import Hours, Room
from services.mediation.domain.slots import Busy, Facts, Need, Search, Side, best_slots, search
from services.mediation.domain.timetable import Horizon
from services.mediation.domain.wish import latest_day, nearest, objections, passed_over
from tests.support.mediation import an_expert

WEDNESDAY, FRIDAY, MONDAY = date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 30)
NEW_YORK = "America/New_York"
CHEN = an_expert("陈静", hours=tuple(Hours(day, time(9), time(12)) for day in range(5)))


def at(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    """A time of day in Shanghai."""
    return datetime(day.year, day.month, day.day, hour - 8, minute, tzinfo=UTC)


def a_search(
    *booked: Busy, sides: tuple[Side, ...] = (), expert: Any = CHEN, days: int = 10
) -> Search:
    need = Need(
        panel=(expert,),
        sides=sides,
        length=timedelta(hours=1),
        earliest=WEDNESDAY,
        due_on=MONDAY,
    )
    return search(
        need,
        Facts(
            horizon=Horizon(date(2026, 11, 23), days),
            calendar=work_calendar(),
            rooms=(Room(id="1", name="第一调解室"),),
            booked=booked,
        ),
    )


def codes(found: Search, wanted: datetime) -> list[tuple[str, str]]:
    return [(rule.code, rule.who) for rule in objections(found, wanted)]


def test_every_rule_against_a_time_is_named_with_whom_it_concerns() -> None:
    busy = Busy("expert-陈静", "1", at(9), at(10))
    away = Side(name="respondent", key="", away=((WEDNESDAY, WEDNESDAY),))

    found = a_search(busy, sides=(away,))

    assert codes(found, at(9)) == [
        ("member_busy", "陈静"),
        ("party_away", "respondent"),
        ("no_room", ""),
    ]
    assert codes(found, at(10, day=FRIDAY)) == []
    assert codes(found, at(13, day=FRIDAY)) == [("outside_hours", "陈静")]


def test_a_time_between_the_half_hours_or_beyond_the_days_is_told_so() -> None:
    found = a_search()

    assert codes(found, at(9, 10)) == codes(found, at(9, 15)) == [("no_half_hour", "")]
    assert codes(found, at(9, day=date(2027, 3, 1))) == [("not_looked_at", "")]


def test_the_nearest_slots_are_offered_in_the_order_of_time_never_more_than_five() -> None:
    busy = Busy("expert-陈静", "1", at(9, 30), at(10, 30))

    found = nearest(a_search(busy), at(10))

    assert [slot.starts_at for slot in found] == [
        at(10, 30),
        at(11),
        at(9, day=date(2026, 11, 26)),
        at(9, 30, day=date(2026, 11, 26)),
        at(10, day=date(2026, 11, 26)),
    ]


def test_times_near_a_wish_that_are_not_possible_say_why() -> None:
    busy = Busy("expert-陈静", "1", at(9, 30), at(10, 30))

    over = passed_over(a_search(busy), at(10))

    assert [(each.starts_at, each.objections[0].code) for each in over] == [
        (at(8), "outside_hours"),
        (at(8, 30), "outside_hours"),
        (at(9), "member_busy"),
        (at(9, 30), "member_busy"),
        (at(11, 30), "outside_hours"),
    ]


def test_the_last_useful_day_is_that_of_the_last_slot_before_the_deadline() -> None:
    away = Side(name="complainant", key="", away=((MONDAY, MONDAY),))

    assert latest_day(a_search()) == MONDAY
    assert latest_day(a_search(sides=(away,))) == FRIDAY
    assert latest_day(a_search(expert=an_expert("陈静", hours=()))) is None


def test_the_night_of_a_party_abroad_comes_last_and_is_said() -> None:
    all_day = an_expert("陈静", hours=(Hours(2, time(8, 30), time(12)),))
    abroad = Side(name="respondent", key="", zone=NEW_YORK)

    found = best_slots(a_search(sides=(abroad,), expert=all_day), 10)

    by_day = [slot.starts_at for slot in found if "night_of_respondent" not in slot.reasons]
    assert by_day == [at(8, 30), at(9), at(9, 30), at(10)]  # ends at ten in the evening there
    assert [slot.starts_at for slot in found][4:] == [at(10, 30), at(11)]
