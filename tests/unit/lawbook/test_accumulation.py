"""Several acts of one person: what adds up, what lowers the line (法释〔2025〕5号 art. 29)."""

from datetime import date

import pytest

from lawbook.accumulation import EarlierAct, accumulate

TODAY = date(2026, 11, 23)
TURNOVER = "illegal_turnover_fen"


def an_act(done_on: date, turnover: int = 2_000_000, punished_on: date | None = None) -> EarlierAct:
    return EarlierAct(done_on=done_on, figures={TURNOVER: turnover}, punished_on=punished_on)


def test_what_was_not_punished_in_two_years_adds_up() -> None:
    earlier = [an_act(date(2026, 3, 1)), an_act(date(2025, 6, 1))]

    found = accumulate({TURNOVER: 1_500_000}, earlier, TODAY)

    assert found.figures == {TURNOVER: 5_500_000}
    assert (found.verdicts, found.repeat) == (("counted", "counted"), False)


@pytest.mark.parametrize(
    ("done_on", "verdict"),
    [
        (date(2024, 11, 23), "counted"),
        (date(2024, 11, 22), "too_old"),
        (date(2026, 11, 24), "later"),
    ],
)
def test_two_years_reach_back_to_the_same_day(done_on: date, verdict: str) -> None:
    found = accumulate({}, [an_act(done_on)], TODAY)

    assert found.verdicts == (verdict,)
    assert bool(found.figures) is (verdict == "counted")


@pytest.mark.parametrize(
    ("punished_on", "repeat"),
    [(date(2024, 11, 23), True), (date(2024, 11, 22), False), (TODAY, True)],
)
def test_what_was_punished_adds_nothing_and_lowers_the_line_for_two_years(
    punished_on: date, repeat: bool
) -> None:
    found = accumulate({TURNOVER: 1}, [an_act(date(2024, 1, 1), punished_on=punished_on)], TODAY)

    assert (found.figures, found.verdicts) == ({TURNOVER: 1}, ("punished",))
    assert found.repeat is repeat


def test_two_years_before_a_leap_day_begin_on_the_last_of_february() -> None:
    found = accumulate(
        {}, [an_act(date(2026, 2, 28)), an_act(date(2026, 2, 27))], date(2028, 2, 29)
    )

    assert found.verdicts == ("counted", "too_old")
