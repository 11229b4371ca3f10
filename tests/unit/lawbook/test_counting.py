"""Named cases, with dates that can be counted on a wall calendar."""

from datetime import date

import pytest

from lawbook.counting import NotCountable, add_months, due_date
from lawbook.rules import RuleNotInForce
from lawbook.workdays import work_calendar


@pytest.mark.parametrize(
    ("rule_id", "start_on", "last_on"),
    [
        ("cmp.accept", date(2026, 11, 20), date(2026, 12, 1)),
        (
            "cmp.accept",
            date(2026, 4, 28),
            date(2026, 5, 11),
        ),  # Labour Day; Saturday 9 May is worked
        ("cmp.accept", date(2026, 9, 18), date(2026, 9, 29)),  # Sunday 20 September is worked
        ("cmp.accept", date(2026, 9, 30), date(2026, 10, 15)),  # Saturday 10 October is worked
        ("cmp.accept.legacy", date(2026, 2, 13), date(2026, 3, 2)),  # Spring Festival
        ("rpt.evidence_register", date(2026, 6, 18), date(2026, 6, 30)),  # Dragon Boat Festival
    ],
)
def test_working_days_skip_holidays_and_take_in_make_up_days(
    rule_id: str, start_on: date, last_on: date
) -> None:
    assert due_date(rule_id, start_on) == last_on


def test_an_event_on_a_holiday_counts_from_the_next_working_day() -> None:
    assert due_date("cmp.accept", date(2026, 10, 3)) == date(2026, 10, 15)


def test_sixty_days_that_end_on_a_holiday_give_the_centre_only_the_day_after_it() -> None:
    # Stricter reading: art. 45 of Order 121 says 法定节假日, and 20 June is a rest day beside it.
    assert due_date("cmp.mediation_period", date(2026, 4, 20)) == date(2026, 6, 20)


def test_sixty_days_that_end_on_a_holiday_give_a_citizen_the_first_day_after_the_rest() -> None:
    # Milder reading: the whole row of rest days around the holiday is passed over.
    last_on = due_date("cmp.mediation_period", date(2026, 4, 20), bearer="complainant")

    assert last_on == date(2026, 6, 22)


def test_a_last_day_in_the_national_holiday_passes_all_its_statutory_days() -> None:
    # 60 days from 2 August end on 1 October; 1 to 3 October are statutory, 4 to 7 are rest days.
    centre = due_date("cmp.mediation_period", date(2026, 8, 2))
    citizen = due_date("cmp.mediation_period", date(2026, 8, 2), bearer="complainant")

    assert (centre, citizen) == (date(2026, 10, 4), date(2026, 10, 8))


def test_sixty_days_that_end_on_a_plain_sunday_end_there_for_the_centre() -> None:
    assert due_date("cmp.mediation_period", date(2026, 5, 13)) == date(2026, 7, 12)


def test_a_period_for_the_court_passes_over_the_week_end() -> None:
    # 30 days from Friday 23 October end on Sunday 22 November.
    last_on = due_date("med.judicial_confirmation", date(2026, 10, 23), bearer="complainant")

    assert last_on == date(2026, 11, 23)


def test_three_days_of_the_transfer_rule_stand_even_on_a_sunday() -> None:
    # Order 310 has no counting clause: no roll-over, the clock warns early instead.
    assert due_date("trf.approve", date(2026, 11, 19)) == date(2026, 11, 22)


def test_a_right_holders_reconsideration_follows_the_criminal_procedure_law() -> None:
    # Seven days from Saturday 14 November end on Saturday 21 November.
    last_on = due_date("trf.rightholder_reconsider", date(2026, 11, 14), bearer="complainant")

    assert last_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_three_months_of_a_patent_case_roll_to_a_working_day() -> None:
    # 1 July to 1 October, National Day; the rest ends on 7 October.
    assert due_date("adj.decide", date(2026, 7, 1)) == date(2026, 10, 8)


def test_testing_time_is_given_back_and_the_end_rolls_over_once() -> None:
    # 60 days from 20 April end on the holiday of 19 June; five days of testing make it 24 June.
    testing = [(date(2026, 5, 6), date(2026, 5, 10))]

    assert due_date("cmp.mediation_period", date(2026, 4, 20), testing) == date(2026, 6, 24)


def test_a_pause_over_a_week_end_gives_back_its_working_days_only() -> None:
    pause = [(date(2026, 11, 27), date(2026, 11, 29))]  # Friday to Sunday

    assert due_date("cmp.accept", date(2026, 11, 20), pause) == date(2026, 12, 2)


def test_a_day_shared_by_two_pauses_is_given_back_once() -> None:
    touching = [(date(2026, 6, 8), date(2026, 6, 10)), (date(2026, 6, 10), date(2026, 6, 12))]

    last_on = due_date("cmp.mediation_period", date(2026, 5, 13), touching)

    assert last_on == date(2026, 7, 17)  # 12 July and five days


def test_the_day_of_the_event_is_not_given_back_by_a_pause_that_begins_on_it() -> None:
    at_once = [(date(2026, 5, 13), date(2026, 5, 15))]

    last_on = due_date("cmp.mediation_period", date(2026, 5, 13), at_once)

    assert last_on == date(2026, 7, 14)  # 12 July and two days


def test_a_pause_after_the_end_changes_nothing() -> None:
    pause = [(date(2026, 12, 2), date(2026, 12, 20))]

    assert due_date("cmp.accept", date(2026, 11, 20), pause) == date(2026, 12, 1)


def test_a_day_closed_by_decision_is_not_counted() -> None:
    closed = work_calendar().with_overrides(off=[date(2026, 11, 23)])

    last_on = due_date("cmp.accept", date(2026, 11, 20), calendar=closed)

    assert last_on == date(2026, 12, 2)


@pytest.mark.parametrize("rule_id", ["cmp.recusal_pause", "arb.award", "trf.team", "trf.send"])
def test_a_duty_without_a_number_of_days_has_no_last_day(rule_id: str) -> None:
    with pytest.raises(NotCountable):
        due_date(rule_id, date(2026, 11, 20))


def test_a_notice_before_the_hearing_is_not_counted_forward() -> None:
    with pytest.raises(NotCountable):
        due_date("adj.oral_notice", date(2026, 11, 20))


def test_a_rule_that_has_ended_starts_no_period() -> None:
    with pytest.raises(RuleNotInForce):
        due_date("rpt.named_feedback.legacy", date(2026, 11, 20))
