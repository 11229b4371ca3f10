"""Opening a proceeding about a matter, and taking it from step to step."""

from dataclasses import dataclass

from chassis.errors import Conflict, FieldError, InvalidInput
from services.mediation.domain.case import AGREED, ENDED, Case
from services.mediation.domain.proceedings.kind import Kind, kinds
from services.mediation.domain.proceedings.proceeding import Proceeding, Said
from services.mediation.storage.unit_of_work import MediationUnitOfWork


@dataclass(frozen=True, kw_only=True)
class OpenProceeding:
    """Which kind, and what is asked for or whose request it is."""

    kind: str
    question: str


def hindrance(kind: Kind, case: Case, open_kinds: set[str]) -> str:
    """Why a kind cannot be opened for a case now: a code, or nothing.

    ``other_right``: it is for other kinds of rights; ``mediation_runs``: mediation must end first;
    ``runs_already``.
    """
    if kind.rights and case.right_type not in kind.rights:
        return "other_right"
    if kind.needs_ended_mediation and case.status not in {ENDED, AGREED}:
        return "mediation_runs"
    return "runs_already" if kind.code in open_kinds else ""


def open_proceeding(case: Case, command: OpenProceeding, uow: MediationUnitOfWork) -> Proceeding:
    """Open one. Raises: InvalidInput for an unknown kind; Conflict with what stands in the way."""
    kind = kinds().get(command.kind)
    if kind is None:
        raise InvalidInput([FieldError("/kind", "invalid_choice", {"choices": ", ".join(kinds())})])
    if found := hindrance(kind, case, open_kinds(case, uow)):
        raise Conflict(f"proceeding_{found}")
    proceeding = Proceeding(
        id=uow.ids.new(),
        kind=kind.code,
        receipt_no=case.receipt_no,
        case_id=case.id,
        opened_at=uow.clock.now(),
        question=command.question,
    )
    proceeding.open()
    uow.proceedings.add(proceeding)
    return proceeding


def act_in_proceeding(
    proceeding: Proceeding, act: str, said: Said, by: str, uow: MediationUnitOfWork
) -> None:
    """Take one step. Raises: WrongState; InvalidInput."""
    proceeding.do(act, said, by, uow.clock.now())
    uow.proceedings.save(proceeding)


def open_kinds(case: Case, uow: MediationUnitOfWork) -> set[str]:
    """The kinds of which one runs for a case."""
    return {each.kind for each in uow.proceedings.of_case(case.id) if not each.is_over}
