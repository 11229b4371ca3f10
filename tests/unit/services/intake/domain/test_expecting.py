"""When a matter may be over: said only from enough ended ones, and never with a range that has passed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.intake.domain.expecting import Expectation, expectation

FILED = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
ONE_TO_THIRTY = [timedelta(days=each) for each in range(1, 31)]


def test_half_were_over_by_the_first_day_and_nine_of_ten_by_the_second() -> None:
    assert expectation(FILED, ONE_TO_THIRTY[::-1], FRIDAY) == Expectation(
        date(2026, 12, 5), date(2026, 12, 17), 30
    )


def test_nothing_is_said_from_twenty_nine() -> None:
    assert expectation(FILED, ONE_TO_THIRTY[1:], FRIDAY) is None


@pytest.mark.parametrize(
    ("today", "half_by"),
    [(date(2026, 12, 10), date(2026, 12, 10)), (date(2026, 12, 17), date(2026, 12, 17))],
)
def test_a_first_day_that_has_passed_becomes_today(today: date, half_by: date) -> None:
    found = expectation(FILED, ONE_TO_THIRTY, today)

    assert found == Expectation(half_by, date(2026, 12, 17), 30)


def test_who_waits_longer_than_nine_of_ten_is_promised_nothing() -> None:
    assert expectation(FILED, ONE_TO_THIRTY, date(2026, 12, 18)) is None
