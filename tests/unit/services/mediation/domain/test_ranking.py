"""The mediator whom both sides together wish most."""

import pytest

from chassis.errors import InvalidInput, WrongState
from services.mediation.domain.ranking import best_common, rank
from tests.support.mediation import a_case_awaiting_a_mediator, an_invited_case

POOL = ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("complainant", "respondent", "best"),
    [
        (["A", "B", "C"], ["B", "A", "C"], "A"),  # equal: the fitter one
        (["A", "B", "C"], ["C", "B", "A"], "B"),  # equal sums: nobody's last wish
        (["A", "B"], ["B"], "B"),
        (["A"], ["B"], ""),
        (["A"], [], ""),
    ],
)
def test_the_best_common_choice(complainant: list[str], respondent: list[str], best: str) -> None:
    rankings = {"complainant": complainant, "respondent": respondent}

    assert best_common(rankings, POOL) == best


def test_who_may_not_be_asked_any_more_is_passed_over() -> None:
    rankings = {"complainant": ["A", "B"], "respondent": ["A", "B"]}

    assert best_common(rankings, ["B", "C"]) == "B"


def test_only_the_recommended_are_ranked_each_once_and_the_list_stays() -> None:
    case = a_case_awaiting_a_mediator()

    for wrong in (["A", "A"], ["X"]):
        with pytest.raises(InvalidInput):
            rank(case, "complainant", wrong, POOL)
    rank(case, "complainant", ["A", "B"], POOL)
    with pytest.raises(InvalidInput):
        rank(case, "respondent", ["F"], ["F"])

    assert (case.recommended, case.rankings) == (POOL, {"complainant": ["A", "B"]})
    with pytest.raises(WrongState):
        rank(an_invited_case(), "complainant", ["A"], POOL)
