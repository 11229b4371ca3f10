"""Blind offers tell whether two sums meet, or how near they are, and nothing else."""

from datetime import UTC, datetime

import pytest

from chassis.errors import Conflict
from services.mediation.domain.blind_offers import MOST_ROUNDS, BlindRound, may_name, nearness
from services.mediation.domain.talk import Talk

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (5_000_000, 5_000_000, "meet"),
        (5_000_000, 6_000_000, "meet"),
        (5_000_000, 4_500_000, "within_10"),
        (5_000_000, 4_499_999, "within_25"),
        (5_000_000, 3_750_000, "within_25"),
        (5_000_000, 2_500_000, "within_50"),
        (5_000_000, 2_499_999, "far"),
    ],
)
def test_how_near_two_sums_are_is_told_in_steps(least: int, most: int, told: str) -> None:
    assert nearness(least, most) == told


def test_a_side_names_one_sum_in_each_round_and_there_are_three_rounds() -> None:
    talk = Talk(id="case-1", receipt_no="2026112300017")

    for number in range(1, MOST_ROUNDS + 1):
        talk.name_blindly("complainant", "sealed", MONDAY)
        with pytest.raises(Conflict, match="blind_given"):
            talk.name_blindly("complainant", "sealed", MONDAY)
        found = talk.name_blindly("respondent", "sealed", MONDAY)
        talk.compare_blindly(found, "respondent", "far")
        assert (found.number, found.sealed) == (number, {})

    with pytest.raises(Conflict, match="blind_over"):
        talk.name_blindly("complainant", "sealed", MONDAY)
    assert not may_name(talk.blind, "respondent")


def test_whoever_has_not_named_a_sum_may_do_so() -> None:
    open_round = BlindRound(number=1, given_at={"complainant": MONDAY})

    assert may_name([open_round], "respondent")
    assert not may_name([open_round], "complainant")
