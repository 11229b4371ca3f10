"""Blind offers: the sums are sealed until both are there, compared, and thrown away."""

from chassis.errors import WrongState
from chassis.identity import Keyring
from services.mediation.application.confidences import key_label
from services.mediation.application.talk_together import stored, talk_of
from services.mediation.domain.appraisal import WHILE_TALKING
from services.mediation.domain.blind_offers import nearness
from services.mediation.domain.case import Case
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT
from services.mediation.domain.talk import Talk
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "blind-offer"


def offer_blindly(
    case: Case, side: str, amount_fen: int, uow: MediationUnitOfWork, keyring: Keyring
) -> Talk:
    """One side names the least it takes, or the most it pays. Raises: WrongState; Conflict."""
    if case.status not in WHILE_TALKING:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    talk = talk_of(case, uow)
    label = key_label(talk, side, uow)
    found = talk.name_blindly(
        side, keyring.seal(PURPOSE, label, str(amount_fen).encode()), uow.clock.now()
    )
    if found.is_complete:
        least, most = (
            int(keyring.unseal(PURPOSE, key_label(talk, each, uow), found.sealed[each]))
            for each in (COMPLAINANT, RESPONDENT)
        )
        talk.compare_blindly(found, side, nearness(least, most))
    return stored(talk, uow)
