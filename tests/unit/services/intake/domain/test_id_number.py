"""Identity numbers: check digit and day of birth decide, the place never does."""

from datetime import date

import pytest

from services.intake.domain.id_number import is_id_number, masked

TODAY = date(2026, 11, 20)


def number_of(first_seventeen: str) -> str:
    """The number with its check digit, by the weights of GB 11643."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, weights, strict=True))
    return first_seventeen + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    "place",
    ["410402", "410102", "410502", "411102", "440305", "310115", "810000", "830000", "922156"],
)
@pytest.mark.parametrize("born_on", ["19400229", "19661231", "19820101", "20080808"])
def test_a_number_of_any_place_and_year_is_taken(place: str, born_on: str) -> None:
    assert is_id_number(number_of(f"{place}{born_on}012"), TODAY)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "11010519491231002",
        "110105194912310021",
        "1101051949123100X2",
        "A1010519491231002X",
        number_of("11010519491331002"),
        number_of("11010520261121002"),
        number_of("11010519410229002"),
    ],
)
def test_a_number_that_nobody_can_hold_is_not(number: str) -> None:
    assert not is_id_number(number, TODAY)


def test_only_the_ends_of_a_number_are_shown() -> None:
    assert masked("11010519491231002X") == "1101**********002X"
    assert masked("") == ""
