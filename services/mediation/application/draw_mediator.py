"""Choosing a mediator by a draw that anybody can check."""

from chassis.errors import Conflict, WrongState
from services.mediation.application.appoint_mediator import list_candidates, propose_mediator
from services.mediation.domain.case import Case
from services.mediation.domain.draw import COMMITTED, Draw, PublishedRoot
from services.mediation.storage.unit_of_work import MediationUnitOfWork

FEWEST = 2


def announce_draw(case: Case, uow: MediationUnitOfWork) -> Draw:
    """Publish who may be drawn and bind the centre to its secret.

    Those who know the field are drawn from; the whole eligible pool when fewer than two do.
    Raises: WrongState while another draw is open, or when no mediator can be chosen now;
    Conflict ``too_few_for_a_draw``.
    """
    possible = case.possible(uow.clock.now())
    earlier = uow.draws.of_case(case.id)
    if "propose" not in possible or any(each.status == COMMITTED for each in earlier):
        raise WrongState(case.status, possible)
    eligible = [each for each in list_candidates(case, uow) if each.is_eligible]
    fitting = [each for each in eligible if each.knows_the_field]
    listed = fitting if len(fitting) >= FEWEST else eligible
    if len(listed) < FEWEST:
        raise Conflict("too_few_for_a_draw")
    draw = Draw(
        id=uow.ids.new(),
        case_id=case.id,
        number=len(earlier) + 1,
        candidates=tuple(sorted(each.expert.id for each in listed)),
        places=1,
        secret=uow.ids.token(),
        committed_at=uow.clock.now(),
    )
    uow.draws.add(draw)
    return draw


def hold_draw(case: Case, public_word: str, root: PublishedRoot, uow: MediationUnitOfWork) -> Draw:
    """Draw with the newest root of a day before and the word, and ask whoever was chosen.

    Who can no longer be asked (a conflict that was declared meanwhile, a suspension) stays chosen in
    the record and is not asked: the draw is not repeated until it suits; a new one is announced.
    Raises: WrongState without an announced draw.
    """
    draw = next((d for d in uow.draws.of_case(case.id) if d.status == COMMITTED), None)
    now = uow.clock.now()
    if draw is None:
        raise WrongState(case.status, case.possible(now))
    [chosen] = draw.draw(public_word, root, now)
    uow.draws.save(draw)
    if _can_be_asked(case, chosen, uow):
        propose_mediator(case, chosen, uow)
    return draw


def _can_be_asked(case: Case, expert_id: str, uow: MediationUnitOfWork) -> bool:
    if "propose" not in case.possible(uow.clock.now()):
        return False
    candidates = {each.expert.id: each for each in list_candidates(case, uow)}
    return expert_id in candidates and candidates[expert_id].is_eligible
