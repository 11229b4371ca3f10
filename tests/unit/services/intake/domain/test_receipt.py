"""Receipt numbers: what they show, and which slips of the pen they catch."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.receipt import is_receipt_number, plain_digits, receipt_number

serials = st.text("0123456789", min_size=6, max_size=6)
days = st.dates(date(2026, 1, 1), date(2099, 12, 31))


def test_a_number_begins_with_the_day_of_filing() -> None:
    number = receipt_number(date(2026, 11, 20), "123456")

    assert number[:12] == "261120123456"
    assert len(number) == 13
    assert is_receipt_number(number)


@given(days, serials, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(day: date, serial: str, at: int, by: int) -> None:
    number = receipt_number(day, serial)

    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]

    assert not is_receipt_number(wrong)


@pytest.mark.parametrize("text", ["", "261120123456", "26112012345678", "abcdefghijklm", "２" * 13])
def test_what_is_no_number_is_no_number(text: str) -> None:
    assert not is_receipt_number(text)


@pytest.mark.parametrize(
    "typed",
    ["2611 2012 3456 5", "2611-2012-3456-5", "２６１１２０１２３４５６５", " 2611—2012·3456 5 "],
)
def test_numbers_are_read_as_people_type_them(typed: str) -> None:
    assert plain_digits(typed) == "2611201234565"
