"""From the pool to an appointed mediator without a conflict of interest."""

from dataclasses import dataclass

import sqlalchemy as sa

from chassis.errors import Conflict, NotFound, WrongState
from services.mediation.domain.case import Case
from services.mediation.domain.conflict import Conflict as Interest
from services.mediation.domain.conflict import conflicts_of
from services.mediation.domain.expert import Expert
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

OPEN_STATES = ("mediator_proposed", "scheduling", "scheduled", "awaiting_signatures")


@dataclass(frozen=True)
class Candidate:
    """An expert, what stands against them, and how busy they are."""

    expert: Expert
    conflicts: tuple[Interest, ...]
    declined: bool
    open_cases: int
    knows_the_field: bool

    @property
    def is_eligible(self) -> bool:
        return not self.conflicts and not self.declined


def list_candidates(case: Case, uow: MediationUnitOfWork) -> list[Candidate]:
    """The whole pool, the fittest first; nobody is hidden, so that everybody sees why."""
    if case.parties is None:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    busy = _open_cases(uow)
    candidates = [
        Candidate(
            expert=expert,
            conflicts=tuple(conflicts_of(expert, case.parties)),
            declined=expert.id in case.declined,
            open_cases=busy.get(expert.account, 0),
            knows_the_field=case.right_type in expert.fields,
        )
        for expert in uow.experts.active()
    ]
    return sorted(
        candidates,
        key=lambda c: (not c.is_eligible, not c.knows_the_field, c.open_cases, c.expert.name),
    )


def propose_mediator(case: Case, expert_id: str, uow: MediationUnitOfWork) -> None:
    """Ask an expert. Raises: Conflict when they have a conflict of interest; NotFound; WrongState."""
    possible = case.possible(uow.clock.now())
    if "propose" not in possible or case.parties is None:
        raise WrongState(case.status, possible)
    expert = uow.experts.get(expert_id)
    if not expert.is_active:
        raise NotFound()
    found = conflicts_of(expert, case.parties)
    if found:
        grounds = [{"ground": each.ground, "side": each.side} for each in found]
        raise Conflict(
            "conflict_of_interest", params={"name": found[0].name}, extra={"conflicts": grounds}
        )
    case.propose(expert.id, expert.account, uow.clock.now())
    uow.cases.save(case)


@dataclass(frozen=True, kw_only=True)
class AnswerProposal:
    """The expert's answer and the declaration of interests."""

    accepts: bool
    has_conflict: bool
    statement: str


def answer_proposal(case: Case, command: AnswerProposal, uow: MediationUnitOfWork) -> None:
    """The expert accepts, declines or must withdraw. Raises: WrongState."""
    case.answer_proposal(
        accepts=command.accepts,
        has_conflict=command.has_conflict,
        statement=command.statement,
        at=uow.clock.now(),
    )
    uow.cases.save(case)


def _open_cases(uow: MediationUnitOfWork) -> dict[str, int]:
    rows = uow.connection.execute(
        sa.select(cases.c.mediator_account, sa.func.count())
        .where(cases.c.status.in_(OPEN_STATES))
        .group_by(cases.c.mediator_account)
    )
    return {account: count for account, count in rows}
