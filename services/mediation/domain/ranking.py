"""Both sides put recommended mediators in the order of their wish; the best common choice is proposed.

Neither side sees what the other chose.
"""

from collections.abc import Mapping, Sequence

from chassis.errors import FieldError, InvalidInput, WrongState
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AWAITING_MEDIATOR, POSSIBLE
from services.mediation.domain.events import MediatorsRanked
from services.mediation.domain.parties import SIDES

RECOMMENDED = 5
"""How many of the fittest are recommended."""


def rank(case: Case, side: str, wished: Sequence[str], recommended: Sequence[str]) -> None:
    """One side's order, first the most wished; saying it again replaces it.

    ``recommended``: what is recommended today; the list stays as it is from the first ranking on.
    Raises: WrongState; InvalidInput for somebody who is not recommended, or named twice.
    Law: 人民调解法 art. 19 (the parties may choose the mediator)
    """
    if case.status != AWAITING_MEDIATOR:
        raise WrongState(case.status, POSSIBLE[case.status])
    open_to = case.recommended or list(recommended)
    if len(set(wished)) != len(wished) or not set(wished) <= set(open_to):
        raise InvalidInput([FieldError("/ranked", "ranked_wrong")])
    case.recommended, case.rankings[side] = open_to, list(wished)
    case.events.append(MediatorsRanked(side))


def best_common(rankings: Mapping[str, Sequence[str]], eligible: Sequence[str]) -> str:
    """Who is wished most by both together, among who may still be asked; empty without one.

    The smallest sum of both places; of equals the one whose worse place is better, then the order of
    ``eligible``.
    """
    if not all(rankings.get(side) for side in SIDES):
        return ""
    common = [each for each in eligible if all(each in rankings[side] for side in SIDES)]

    def places(expert_id: str) -> tuple[int, int]:
        found = [rankings[side].index(expert_id) for side in SIDES]
        return sum(found), max(found)

    return min(common, key=places, default="")
