"""Yes or no from one side."""

from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork


def give_consent(case: Case, side: str, *, agrees: bool, uow: MediationUnitOfWork) -> None:
    """Record what one side says to mediation. Raises: WrongState."""
    case.consent(side, agrees=agrees, at=uow.clock.now())
    uow.cases.save(case)
