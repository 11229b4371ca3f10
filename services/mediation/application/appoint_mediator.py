"""From the pool to an appointed mediator without a conflict of interest."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from chassis.clock import local_date
from chassis.errors import Conflict, NotFound, WrongState
from services.mediation.application.pool import open_cases
from services.mediation.domain.case import Case
from services.mediation.domain.conflict import Check, conflicts_of
from services.mediation.domain.conflict import Conflict as Interest
from services.mediation.domain.expert import Expert
from services.mediation.storage.unit_of_work import MediationUnitOfWork

MEDIATOR = "mediator"


@dataclass(frozen=True)
class Candidate:
    """An expert, what stands against them, and how busy they are."""

    expert: Expert
    conflicts: tuple[Interest, ...]
    declined: bool
    hindrance: str
    open_cases: int
    knows_the_field: bool

    @property
    def is_eligible(self) -> bool:
        return not (self.conflicts or self.declined or self.hindrance)


def candidates_of(
    case: Case, uow: MediationUnitOfWork, roles: Set[str], declined: Sequence[str]
) -> list[Candidate]:
    """Everybody of the pool with one of the roles. Raises: WrongState before the parties are known."""
    if case.parties is None:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    busy, today = open_cases(uow), local_date(uow.clock.now())
    relations = uow.relations.all()
    return [
        Candidate(
            expert=expert,
            conflicts=tuple(conflicts_of(expert, case.parties, relations)),
            declined=expert.id in declined,
            hindrance=expert.hindrance(today),
            open_cases=busy.get(expert.account, 0),
            knows_the_field=case.right_type in expert.fields,
        )
        for expert in uow.experts.active()
        if roles & set(expert.profile.roles)
    ]


def list_candidates(case: Case, uow: MediationUnitOfWork) -> list[Candidate]:
    """The whole pool, the fittest first; nobody is hidden, so that everybody sees why."""
    candidates = candidates_of(case, uow, {MEDIATOR}, declined=case.declined)
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
    if not expert.is_active or MEDIATOR not in expert.profile.roles:
        raise NotFound()
    if case.panel is not None and case.panel.has(expert_id):
        raise Conflict("panel_sits_already")
    refuse_conflicts(expert, case, uow)
    case.propose(expert.id, expert.account, uow.clock.now())
    uow.cases.save(case)


def refuse_conflicts(expert: Expert, case: Case, uow: MediationUnitOfWork) -> None:
    """Whatever stands against asking somebody now; that nothing was found is kept with the case.

    Raises: Conflict, with the grounds; WrongState.
    """
    if case.parties is None:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    if hindrance := expert.hindrance(local_date(uow.clock.now())):
        raise Conflict(f"expert_{hindrance}")
    found = conflicts_of(expert, case.parties, uow.relations.all())
    case.note_check(Check(expert.id, uow.clock.now(), tuple(found)))
    if found:
        grounds = [{"ground": each.ground, "side": each.side} for each in found]
        raise Conflict(
            "conflict_of_interest", params={"name": found[0].name}, extra={"conflicts": grounds}
        )


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
