"""Ending a case without an agreement: its session makes room for others."""

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from lawbook.grounds import termination_grounds
from services.mediation.application.freed_slots import release
from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork


def end_case(case: Case, ground: str, explanation: str, uow: MediationUnitOfWork) -> None:
    """End a case on a ground of the law.

    Raises: InvalidInput for a ground that the law of the opening day does not know; WrongState.
    Law: SAMR121 art. 23(1)
    """
    known = termination_grounds("complaint_mediation", local_date(case.opened_at))
    if ground not in {each.code for each in known}:
        raise InvalidInput([FieldError("/ground", "ground_unknown")])
    case.end(ground, explanation, uow.clock.now())
    release(uow, *(each.id for each in uow.sessions.of_case(case.id) if each.is_live))
    uow.cases.save(case)
