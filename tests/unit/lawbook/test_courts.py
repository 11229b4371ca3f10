"""Which level of court decides about a kind of right (法释〔2022〕13号 arts 1-3)."""

import pytest

from lawbook.courts import LEVELS, level_name, levels_of
from lawbook.right_types import right_types


@pytest.mark.parametrize(
    ("right_type", "level"),
    [
        ("patent_invention", "designated"),
        ("patent_utility_model", "designated"),
        ("plant_variety", "designated"),
        ("layout_design", "designated"),
        ("software", "designated"),
        ("trade_secret", "designated"),
        ("patent_design", "intermediate"),
        ("trademark", "basic"),
        ("copyright", "basic"),
        ("", "basic"),
    ],
)
def test_the_usual_level_of_a_kind_of_right(right_type: str, level: str) -> None:
    assert levels_of(right_type)[0] == level


def test_every_level_has_its_name_and_every_kind_of_right_a_level() -> None:
    assert all(level_name(each, language) for each in LEVELS for language in ("zh", "en"))
    assert all(set(levels_of(each.code)) <= set(LEVELS) for each in right_types())
