"""A party challenges the mediator; a supervisor decides, and until then nothing moves."""

from dataclasses import dataclass

from chassis.errors import FieldError, InvalidInput
from lawbook.grounds import recusal_grounds
from services.mediation.application.freed_slots import release
from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork

ROLE = "complaint_mediator"


@dataclass(frozen=True, kw_only=True)
class DecideChallenge:
    """Whether the mediator withdraws, and why or why not."""

    upheld: bool
    decision: str


def challenge_mediator(
    case: Case, side: str, ground: str, reason: str, uow: MediationUnitOfWork
) -> None:
    """Note a challenge. Raises: InvalidInput for a ground that the law does not know; WrongState.

    Law: SAMR121 art. 21(2) (a request suspends the mediation)
    """
    if ground not in {each.code for each in recusal_grounds(ROLE)}:
        raise InvalidInput([FieldError("/ground", "ground_unknown")])
    case.challenge(side, ground, reason, uow.clock.now())
    uow.cases.save(case)


def decide_challenge(
    case: Case, command: DecideChallenge, by: str, uow: MediationUnitOfWork
) -> None:
    """Decide; a mediator who must withdraw loses the case, and the planned session is called off.

    Raises: WrongState without an open challenge.
    """
    planned = case.planned
    case.decide_challenge(
        upheld=command.upheld, decision=command.decision, by=by, at=uow.clock.now()
    )
    if command.upheld and planned:
        release(uow, *planned)
    uow.cases.save(case)
