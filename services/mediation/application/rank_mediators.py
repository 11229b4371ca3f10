"""What is recommended to both sides, their orders, and the best common choice."""

from collections.abc import Sequence

from services.mediation.application.appoint_mediator import Candidate, list_candidates
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AWAITING_MEDIATOR
from services.mediation.domain.ranking import RECOMMENDED, best_common, rank
from services.mediation.storage.unit_of_work import MediationUnitOfWork


def recommended(case: Case, uow: MediationUnitOfWork) -> list[Candidate]:
    """The fittest who may be asked, or those that were recommended when the first side ranked."""
    if case.status != AWAITING_MEDIATOR:
        return []
    eligible = [each for each in list_candidates(case, uow) if each.is_eligible]
    if not case.recommended:
        return eligible[:RECOMMENDED]
    return [each for each in eligible if each.expert.id in case.recommended]


def rank_mediators(case: Case, side: str, wished: Sequence[str], uow: MediationUnitOfWork) -> None:
    """One side's order. Raises: WrongState; InvalidInput."""
    rank(case, side, wished, [each.expert.id for each in recommended(case, uow)])
    uow.cases.save(case)


def common_choice(case: Case, candidates: Sequence[Candidate]) -> str:
    """Whom both wish most, among those who may be asked now."""
    return best_common(case.rankings, [c.expert.id for c in candidates if c.is_eligible])
